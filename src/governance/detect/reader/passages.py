"""Cut a document into passages of the length the reader was taught on."""

from __future__ import annotations

WHOLE = 120  # characters; a shorter document is one passage
ENOUGH = 45  # characters; a passage grows sentence by sentence until it has these


def passages(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """``(start, end)`` of each passage, in order; one begins at every sentence, so neighbours overlap.

    A claim told over two sentences stands whole in some passage.
    """
    if not spans:
        return []
    if spans[-1][1] - spans[0][0] <= WHOLE:
        return [(spans[0][0], spans[-1][1])]
    out: list[tuple[int, int]] = []
    last = -1
    for first, (start, _) in enumerate(spans):
        last = max(last, first)
        while last < len(spans) - 1 and spans[last][1] - start < ENOUGH:
            last += 1
        end = spans[last][1]
        if out and out[-1][1] == end and end - start < ENOUGH:
            continue  # the tail of the passage before
        out.append((start, end))
    return out
