"""Utterances to documents of bearable size: what is too long is cut into parts, never refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from governance.ingest.limits import MAX_TEXT_CHARS
from governance.model import Document, Utterance


def cut(text: str, limit: int = MAX_TEXT_CHARS) -> Iterator[str]:
    """Cut text into pieces up to the limit, after a sentence where there is one; nothing is lost."""
    start = 0
    while len(text) - start > limit:
        stop = start + limit
        for marks in ("\n", "。！？!?", "；，;, "):  # the best place to cut that there is
            end = max(text.rfind(mark, start + limit // 2, stop) for mark in marks)
            if end >= 0:
                stop = end + 1
                break
        yield text[start:stop]
        start = stop
    if start == 0:
        yield text
    elif start < len(text):
        yield text[start:]


def assemble(utterances: Iterable[Utterance], template: Document, limit: int = MAX_TEXT_CHARS) -> Iterator[Document]:
    """Yield the documents that utterances make up: one, or parts when they are too long for one.

    ``template`` gives every other field. Parts are named ``id``, ``id#part-2``, ``id#part-3``; their
    ``extra`` says which ``part`` they are. Without utterances nothing is yielded.
    """
    held: list[Utterance] = []
    size = number = 0
    for whole in utterances:
        for text in cut(whole.text, limit) if len(whole.text) > limit else (whole.text,):
            if held and size + len(text) > limit:
                number += 1
                yield _part(held, template, number)
                held, size = [], 0
            held.append(whole if text is whole.text else msgspec.structs.replace(whole, text=text))
            size += len(text) + 1
    if held:
        yield _part(held, template, number + 1 if number else 0)


def split(document: Document, limit: int = MAX_TEXT_CHARS) -> Iterator[Document]:
    """Yield the document itself, or its parts when its text is over the limit."""
    if len(document.text) <= limit:
        yield document
        return
    if document.utterances:
        yield from assemble(document.utterances, document, limit)
        return
    for number, text in enumerate(cut(document.text, limit), 1):
        yield msgspec.structs.replace(_numbered(document, number), text=text)


def _part(held: list[Utterance], template: Document, number: int) -> Document:
    """Close a part; number 0 means that it is all there is."""
    document = _numbered(template, number) if number else template
    text = "\n".join(utterance.text for utterance in held)
    return msgspec.structs.replace(document, text=text, utterances=tuple(held))


def _numbered(document: Document, number: int) -> Document:
    name = document.id if number == 1 else f"{document.id}#part-{number}"
    return msgspec.structs.replace(document, id=name, extra={**document.extra, "part": number})
