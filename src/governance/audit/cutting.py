"""Documents to shards. Where a shard ends is told by the documents themselves, so that a file added to the archive
moves the borders next to it and no others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from governance.audit.shard import key_of, name_of, pack
from governance.model import Document

MOST_DOCUMENTS = 256
MOST_CHARACTERS = 32_000  # two hours of talk: what a killed worker loses, and what one is handed at once
_ONE_IN = 128  # of the documents ends a shard


class Shard(NamedTuple):
    """Packed documents next to each other; ``name`` tells these from all others."""

    name: str
    documents: tuple[bytes, ...]


def cut(documents: Iterable[Document]) -> Iterator[Shard]:
    """Yield the documents as shards, in order."""
    held: list[bytes] = []
    keys: list[bytes] = []
    size = 0
    for document in documents:
        packed = pack(document)
        key = key_of(packed)
        if held and size + len(document.text) > MOST_CHARACTERS:
            yield Shard(name_of(keys), tuple(held))
            held, keys, size = [], [], 0
        held.append(packed)
        keys.append(key)
        size += len(document.text)
        if key[0] % _ONE_IN == 0 or len(held) >= MOST_DOCUMENTS:
            yield Shard(name_of(keys), tuple(held))
            held, keys, size = [], [], 0
    if held:
        yield Shard(name_of(keys), tuple(held))


def sampled(document: Document, rate: float) -> bool:
    """Whether a document is in a sample of this share: always the same answer, wherever the document lies."""
    identity = f"{document.id}\0{document.text}".encode("utf-8", "replace")
    number = int.from_bytes(hashlib.blake2b(identity, digest_size=8, person=b"sample").digest(), "big")
    return number < rate * 2**64
