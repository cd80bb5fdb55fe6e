"""Sources by URL (``s3://…``, ``hdfs://…``, ``file://…``): listed and opened by fsspec, whose drivers are extras."""

from __future__ import annotations

import re
from collections.abc import Iterator
from glob import has_magic
from typing import Any, BinaryIO, cast

from governance.errors import Place, Problem

_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)
_SECRET = re.compile(r"(?<=://)[^/@]*@")


def is_url(source: str) -> bool:
    """Whether a source is named by URL; chained ones (``zip::s3://``) are not taken."""
    return _URL.match(source) is not None


def shown_url(url: str) -> str:
    """A URL without the user and password it may hold."""
    return _SECRET.sub("", url)


def list_url(url: str) -> Iterator[str | Problem]:
    """Yield the URLs of the files at a URL: itself, all below a folder, or what a glob matches; sorted."""
    try:
        fs, path = _system(url)
        if has_magic(path):
            paths = sorted(fs.glob(path))
        elif fs.isdir(path):
            paths = sorted(fs.find(path))
        else:
            paths = [path]
        if not paths:
            yield Problem("no file there", Place(shown_url(url)), "check the address")
        for found in paths:
            yield str(fs.unstrip_protocol(found))
    except Exception as error:  # drivers raise whatever their service's client raises
        yield _unreachable(url, error)


def open_url(url: str) -> BinaryIO:
    """Open a file by URL, seekable. Raises OSError, whatever the driver raised."""
    try:
        fs, path = _system(url)
        return cast("BinaryIO", fs.open(path, "rb"))
    except OSError:
        raise
    except Exception as error:
        raise OSError(str(error)) from None


def _system(url: str) -> tuple[Any, str]:
    import fsspec

    found: tuple[Any, str] = fsspec.core.url_to_fs(url)
    return found


def _unreachable(url: str, error: Exception) -> Problem:
    place = Place(shown_url(url))
    if isinstance(error, ImportError):
        return Problem("no driver for this kind of address", place, str(error))
    if isinstance(error, ValueError) and "Protocol not known" in str(error):
        return Problem("no such kind of address", place, "use a path, or a URL that fsspec knows (s3://, hdfs://)")
    if isinstance(error, PermissionError):
        return Problem("no permission to read", place, "check the credentials")
    return Problem(f"cannot be listed ({type(error).__name__}: {error})", place, "check the address and credentials")
