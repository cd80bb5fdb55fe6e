"""A shard: some documents next to each other, and, once scanned, the file that keeps what they came to."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import msgspec
import zstandard

from governance.model import Document, Scan

SUFFIX = ".shard"


class Failure(msgspec.Struct, frozen=True, omit_defaults=True):
    """A document that could not be scanned, and why."""

    id: str
    source: str
    why: str


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """What one document came to: a scan, or a failure. ``key`` tells the document from every other."""

    key: bytes
    scan: Scan | None
    failure: Failure | None = None


_DOCUMENT = msgspec.msgpack.Encoder()
_ENTRIES = msgspec.msgpack.Decoder(list[Entry])
_PACKED = msgspec.msgpack.Decoder(Document)
_LEVEL = 3


def pack(document: Document) -> bytes:
    """A document as bytes, to be handed to another process and to be told by."""
    return _DOCUMENT.encode(document)


def unpack(packed: bytes) -> Document:
    """The document that was packed."""
    return _PACKED.decode(packed)


def key_of(packed: bytes) -> bytes:
    """16 bytes that tell this document (its id, source, text and all its fields) from every other."""
    return hashlib.blake2b(packed, digest_size=16).digest()


def name_of(keys: Sequence[bytes]) -> str:
    """The file name of a shard: the same for the same documents in the same order, in every run."""
    return hashlib.blake2b(b"".join(keys), digest_size=16).hexdigest() + SUFFIX


def save(path: Path, entries: list[Entry]) -> None:
    """Write a shard, whole or not at all; the checksum in it tells a file that a power cut left half written."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(zstandard.ZstdCompressor(_LEVEL, write_checksum=True).compress(_DOCUMENT.encode(entries)))
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def load(path: Path) -> list[Entry] | None:
    """The entries of a shard, or None when there is none that can be read."""
    try:
        return _ENTRIES.decode(zstandard.decompress(path.read_bytes()))
    except (FileNotFoundError, zstandard.ZstdError, msgspec.DecodeError):
        return None
