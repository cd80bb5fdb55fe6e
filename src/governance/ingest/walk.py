"""Sources as people type them (files, folders, globs, ``-``) to files, each once, in a fixed order."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence

import msgspec

from governance.errors import Place, Problem, did_you_mean
from governance.ingest.packed import bare
from governance.ingest.remote import is_url, list_url, shown_url
from governance.ingest.sniff import EXTENSIONS

STDIN = "-"
_ASIDE = ("readme", "license", "licence")


class Found(msgspec.Struct, frozen=True):
    """A file to read. ``path`` (a URL, or ``-`` for standard input) opens it, ``shown`` is safe to print."""

    path: str
    shown: str


def find_files(sources: Sequence[str]) -> Iterator[Found | Problem]:
    """Yield files in the order of the sources, those of a folder or glob sorted by path.

    In a folder only files with an extension of ours are taken, without hidden files, README and LICENSE.
    A file that is reached twice, by whatever name, is given once.
    """
    walker = _Walker()
    for source in sources:
        yield from walker.source(source)


def shown(path: str) -> str:
    """Return a path as printable text; bytes that are no text become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


class _Walker:
    def __init__(self) -> None:
        self.seen: set[tuple[int, int]] = set()
        self.urls: set[str] = set()
        self.met = 0  # files of ours so far, read or not: a folder without any is told of

    def source(self, source: str) -> Iterator[Found | Problem]:
        if source == STDIN:
            if (0, 0) not in self.seen:
                self.seen.add((0, 0))
                yield Found(STDIN, "<stdin>")
        elif not source or "\0" in source:
            yield Problem("an empty or broken path", mend="name a file, a folder, or - for standard input")
        elif is_url(source) and not os.path.lexists(source):
            yield from self.url(source)
        elif not os.path.lexists(source) and glob.has_magic(source):
            paths = sorted(glob.glob(source, recursive=True))
            if not paths:
                yield Problem("no file matches", Place(shown(source)), "quote ** and check the folder")
            for path in paths:
                yield from self.path(path, named="**" not in source)
        else:
            yield from self.path(source, named=True)

    def url(self, source: str) -> Iterator[Found | Problem]:
        """Yield the files at a URL; one named in full is taken whatever it is called."""
        for found in list_url(source):
            if isinstance(found, Problem):
                yield found
            elif (found not in self.urls) and (_is_ours(found) or not source.endswith("/")):
                self.urls.add(found)
                yield Found(found, shown_url(found))

    def path(
        self, path: str, named: bool, above: frozenset[tuple[int, int]] = frozenset()
    ) -> Iterator[Found | Problem]:
        """Yield what is at a path; ``named``: someone asked for this very file, whatever it is called."""
        self.met += _is_ours(path)
        try:
            info = os.stat(path)
        except (OSError, ValueError) as error:
            if named or _is_ours(path):
                yield _unreadable(path, error)
            return
        key = (info.st_dev, info.st_ino)
        if key in above:
            yield Problem("symbolic link to a folder above itself", Place(shown(path)), "remove the link")
        elif key in self.seen or (not named and not stat.S_ISDIR(info.st_mode) and not _is_ours(path)):
            return
        elif stat.S_ISDIR(info.st_mode):
            self.seen.add(key)
            yield from self.folder(path, above | {key}, named)
        elif named or stat.S_ISREG(info.st_mode):  # a walk must not wait on a pipe or socket
            self.seen.add(key)
            yield Found(path, shown(path))

    def folder(self, path: str, above: frozenset[tuple[int, int]], named: bool) -> Iterator[Found | Problem]:
        try:
            names = sorted(os.listdir(path))
        except OSError as error:
            yield _unreadable(path, error)
            return
        met = self.met
        for name in names:
            if not name.startswith("."):
                yield from self.path(os.path.join(path, name), False, above)
        if named and self.met == met:
            yield Problem("no document in the folder", Place(shown(path)), "looked for " + " ".join(sorted(EXTENSIONS)))


def _is_ours(path: str) -> bool:
    name = bare(os.path.basename(path).lower())
    extension = os.path.splitext(name)[1].removeprefix(".")
    return extension in EXTENSIONS and not name.startswith((".", *_ASIDE))


def _unreadable(path: str, error: Exception) -> Problem:
    place = Place(shown(path))
    if isinstance(error, PermissionError):
        return Problem("no permission to read", place, "ask for read access, or leave it out")
    if isinstance(error, FileNotFoundError):
        if os.path.islink(path):
            return Problem("symbolic link to nothing", place, "mend or remove the link")
        return Problem("no such file or folder", place, _nearest(path))
    if isinstance(error, OSError) and "symbolic links" in (error.strerror or ""):
        return Problem("symbolic link to itself", place, "remove the link")
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem(f"cannot be read ({why})", place, "check the path")


def _nearest(path: str) -> str:
    """Suggest the name in the same folder that is most like the missing one."""
    folder, name = os.path.split(os.path.normpath(path))
    try:
        names = [shown(entry) for entry in os.listdir(folder or ".")]
    except OSError:
        return "check the path"
    return did_you_mean(shown(name), names) or "check the path"
