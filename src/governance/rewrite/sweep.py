"""After the findings are mended: what else of a mended line may not be left, and lines that no mending saves."""

from __future__ import annotations

from governance.rewrite.clauses import size
from governance.rewrite.company import prices_in, with_company
from governance.rewrite.means import Means
from governance.rewrite.places import sentences_in, shape_of


def swept(line: str, family: str, means: Means) -> list[tuple[int, int, str]]:
    """Sentences of a mended line in which the reader still hears a claim, with their marks, in order of place, and the
    prices and sizes that stay of each.

    The engine judges talk in passages and forgives the single sentence; who hands in a rewrite is asked for each.
    """
    shape = shape_of(line)
    sentences = sentences_in(shape, 0, len(line))
    means.calm.hear(line[start:end] for start, end in sentences)
    out: list[tuple[int, int, str]] = []
    for first, last in sentences:
        said = line[first:last]
        if means.fluency.is_plain(said) or means.calm.is_calm(said, "apart"):
            continue
        start, end = with_company(shape, first, last, (0, len(line)), means, family)
        while out and out[-1][1] > start:
            start, end = min(start, out[-1][0]), max(end, out.pop()[1])
        out.append((start, end, prices_in(line, start, end, (first, last), means)))
    return out


def hangs(before: str, after: str, means: Means) -> bool:
    """Whether so little of long talk is left that its rest is no talk any more: that is for a person to say anew."""
    policy = means.rewrites.file
    return len(before) > policy.whole_line_chars and size(after) < policy.kept_least * size(before)
