"""What a rewrite is made with: the policy, the reader that judges what stays, and the kind of goods."""

from __future__ import annotations

from typing import NamedTuple

from governance.pipeline import Scanner
from governance.rewrite.calm import Calm
from governance.rewrite.editor.model import Editor
from governance.rewrite.schema import Rewrites


class Means(NamedTuple):
    """Handed to every step, so that each says only what it looks at."""

    rewrites: Rewrites
    calm: Calm
    editor: Editor | None = None
    category: str = "general"

    @classmethod
    def of(cls, scanner: Scanner, rewrites: Rewrites, editor: Editor | None = None) -> Means:
        """The means of a warm scanner with these rewrites."""
        hearing = scanner.hearing
        reader, flag_at = (None, 0.0) if hearing is None else (hearing.reader, hearing.policy.flag_at)
        return cls(rewrites, Calm(reader, scanner.resolver, flag_at, rewrites.file.calm), editor)
