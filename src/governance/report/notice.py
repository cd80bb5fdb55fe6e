"""The notice to a party, as text or as a page. Takes a plain record; HTML is escaped by the template engine."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from governance.errors import one_line

FORMS = ("text", "html")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("governance.report"),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(notice: dict[str, Any], form: str) -> str:
    """The notice in the form ``text`` or ``html``."""
    name = "notice.html" if form == "html" else "notice.txt"
    return _environment().get_template(name).render(n=_clean(notice))


def _clean(value: Any) -> Any:
    """No control characters or line breaks from users' words, at any depth."""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(one) for one in value]
    return value
