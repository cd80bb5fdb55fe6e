"""YAML as data with places: no aliases, no duplicate keys, bounded size and depth."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from governance.errors import Place, Problem, RulebookError, did_you_mean

MAX_BYTES = 8 * 1024 * 1024  # the largest shipped file is below 200 KB
MAX_DEPTH = 24
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Positions = dict[str, tuple[int, int]]
T = TypeVar("T")


def load(path: Path, data: bytes) -> tuple[Any, Positions]:
    """Return plain data and the line and column of every value by its path (``$.rules[3].match``).

    Raises RulebookError with file, line and column.
    """
    name = str(path)
    if len(data) > MAX_BYTES:
        raise RulebookError.of(f"larger than {MAX_BYTES // 1024 // 1024} MB", name, "split the file")
    try:
        text = data.decode("utf-8-sig")
        loader = _LOADER(text)
        try:
            _refuse_aliases(text, name)
            node = loader.get_single_node()
            positions: Positions = {}
            value = _plain(node, "$", positions, name, 0, loader) if node is not None else {}
        finally:
            loader.dispose()
    except UnicodeDecodeError as error:
        raise RulebookError.of(f"not UTF-8 at byte {error.start}", name, "save it as UTF-8") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise RulebookError.of(f"not valid YAML: {what}", place, "mend the syntax there") from None
    return value, positions


def _refuse_aliases(text: str, name: str) -> None:
    # A token scan is needed only where the characters of an anchor or alias occur at all.
    if "&" not in text and "*" not in text:
        return
    for token in yaml.scan(text, Loader=_LOADER):
        if isinstance(token, (yaml.AliasToken, yaml.AnchorToken)):
            place = Place(name, token.start_mark.line + 1, token.start_mark.column + 1)
            raise RulebookError.of("anchors and aliases are not allowed", place, "write the value out")


def _plain(node: Any, path: str, positions: Positions, name: str, depth: int, loader: Any) -> Any:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    positions[path] = (line, column)
    if depth > MAX_DEPTH:
        raise RulebookError.of(f"nested deeper than {MAX_DEPTH}", Place(name, line, column), "flatten it")
    if isinstance(node, yaml.MappingNode):
        out: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = loader.construct_object(key_node)
            place = Place(name, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key, str):
                raise RulebookError.of(f"key {key!r} is not text", place, "put it in quotes")
            if key in out:
                raise RulebookError.of(f"key {key!r} stands twice", place, "keep one of them")
            out[key] = _plain(value_node, f"{path}.{key}", positions, name, depth + 1, loader)
            positions[f"{path}.{key}"] = (place.line, place.column)
        return out
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(child, f"{path}[{index}]", positions, name, depth + 1, loader)
            for index, child in enumerate(node.value)
        ]
    value = loader.construct_object(node)
    if value is not None and not isinstance(value, (str, int, float, bool)):
        # Dates and binary turn up where a plain text was meant.
        return node.value
    return value


def decode(path: Path, data: bytes, kind: type[T]) -> tuple[T, Positions]:
    """Decode strictly into ``kind``. Raises RulebookError naming line, column and the nearest right key."""
    value, positions = load(path, data)
    try:
        return msgspec.convert(value, kind, strict=True), positions
    except msgspec.ValidationError as error:
        raise RulebookError(_explain(str(error), str(path), positions, kind)) from None


def _explain(message: str, name: str, positions: Positions, kind: type) -> Problem:
    what, _, where = message.partition(" - at `")
    path = where.rstrip("`").replace("[...]", "") or "$"
    mend = "see `pinocchio rules schema`"
    if "unknown field" in what:
        field = what.split("`")[1]
        mend = did_you_mean(field, _fields(kind)) or mend
        at = positions.get(f"{path}.{field}")
        if at:
            return Problem(f"unknown key {field!r}", Place(name, *at), mend)
    probe = path
    while probe not in positions and probe != "$":
        probe = probe[: max(probe.rfind("."), probe.rfind("["), 1)]
    return Problem(what[0].lower() + what[1:], Place(name, *positions.get(probe, (1, 1))), mend)


def _fields(kind: Any) -> set[str]:
    """Every key any part of the file may have: enough to suggest the nearest."""
    names: set[str] = set()
    seen: set[int] = set()
    queue = [msgspec.inspect.type_info(kind)]
    while queue:
        info = queue.pop()
        if id(info) in seen:
            continue
        seen.add(id(info))
        if isinstance(info, msgspec.inspect.StructType):
            names.update(field.encode_name for field in info.fields)
            queue.extend(field.type for field in info.fields)
        for attribute in ("item_type", "key_type", "value_type"):
            inner = getattr(info, attribute, None)
            if inner is not None:
                queue.append(inner)
        queue.extend(getattr(info, "types", ()))
        inner_types = getattr(info, "item_types", ())
        queue.extend(inner_types)
    return names
