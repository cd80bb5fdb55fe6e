"""A policy file beside the rules: the one of the last rules folder that has it, and where in it something is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Generic, TypeVar

from governance.errors import Place, Problem, RulebookError
from governance.rulebook.source import shipped
from governance.rulebook.yamlsafe import decode

T = TypeVar("T")


class PolicyFile(Generic[T]):
    """One decoded file. Check it, say what is :meth:`wrong`, and take it with :meth:`done`."""

    def __init__(self, path: Path, kind: type[T]) -> None:
        """Read a file. Raises RulebookError with the place where it is not what ``kind`` says."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise RulebookError.of(error.strerror or "cannot be read", str(path), "check the file") from None
        self.path = path
        self.content, self._positions = decode(path, data, kind)
        self._problems: list[Problem] = []

    @classmethod
    def latest(cls, name: str, overlays: tuple[Path, ...], kind: type[T]) -> PolicyFile[T]:
        """The file of that name (below the folder) in the last overlay that has one, else the shipped one."""
        found = [folder / name for folder in (shipped(), *overlays) if (folder / name).is_file()]
        if not found:
            raise RulebookError.of(f"no {name}", str(shipped()), "restore the file")
        return cls(found[-1], kind)

    def wrong(self, at: str, what: str, mend: str) -> None:
        """Remember a problem at a path in the file (``$.rules[3].match``), or at the nearest one that is written."""
        while at not in self._positions and at != "$":
            at = at[: max(at.rfind("."), at.rfind("["), 1)]
        self._problems.append(Problem(what, Place(str(self.path), *self._positions.get(at, (1, 1))), mend))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found wrong so far."""
        return tuple(self._problems)

    def done(self) -> T:
        """The content. Raises RulebookError with every problem remembered."""
        if self._problems:
            raise RulebookError(*self._problems)
        return self.content
