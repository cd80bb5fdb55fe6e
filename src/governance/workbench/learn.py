"""Proposals for lexicons from pairs of heard and meant, for a person to accept; nothing here enters the rulebook."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from governance.errors import Place, Problem, one_line
from governance.language.syllables import parts, sounds
from governance.language.tokens import word_borders

MAX_BYTES = 64 << 20
MAX_LINE = 4000  # characters; comparing two lines costs the product of their lengths at worst
MAX_EXAMPLES = 3
LONGEST = 12  # characters; a longer difference is another sentence, not another word

Edge = tuple[int, int, int, int]


class Pair(NamedTuple):
    """What was heard and what was meant, on ``line`` of the file."""

    heard: str
    meant: str
    line: int


class Proposal(NamedTuple):
    """``said`` stood for ``meant`` in ``lines`` lines and for something else, or itself, in ``against`` lines."""

    kind: str
    said: str
    meant: str
    lines: int
    against: int
    examples: tuple[str, ...]
    counter: tuple[str, ...]


def read_pairs(path: Path) -> Iterator[Pair | Problem]:
    """Lines of ``heard<TAB>meant`` in UTF-8; a line that is none becomes a Problem and the rest is read.

    Raises OSError when the file cannot be read.
    """
    if path.stat().st_size > MAX_BYTES:
        yield Problem("the file is larger than 64 MB", Place(str(path)), "split it")
        return
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            place = Place(str(path), number)
            try:
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
            except UnicodeDecodeError:
                yield Problem("the line is not UTF-8", place, "save the file as UTF-8")
                continue
            if not line.strip():
                continue
            fields = line.split("\t")
            if len(fields) != 2 or not all(fields):
                yield Problem(f"{len(fields)} fields where two belong", place, "write heard, a tab, meant")
            elif len(line) > MAX_LINE:
                yield Problem(f"the line is longer than {MAX_LINE} characters", place, "cut it into sentences")
            else:
                yield Pair(fields[0], fields[1], number)


def changes(heard: str, meant: str) -> Iterator[tuple[str, str]]:
    """What was said for what, widened to the borders of the words that were meant."""
    borders = sorted(word_borders(meant))
    spans: list[Edge] = []
    for op, i1, i2, j1, j2 in difflib.SequenceMatcher(None, heard, meant, autojunk=False).get_opcodes():
        if op == "equal":
            continue
        low = max(at for at in borders if at <= j1)
        high = min((at for at in borders if at >= j2), default=j2)
        begin, end = max(0, i1 - (j1 - low)), i2 + high - j2
        if spans and begin < spans[-1][1]:
            first = spans.pop()
            begin, low = min(begin, first[0]), min(low, first[2])
        spans.append((begin, end, low, high))
    for begin, end, low, high in spans:
        said, plain = heard[begin:end], meant[low:high]
        if said and plain and said != plain and len(said) <= LONGEST and len(plain) <= LONGEST:
            yield said, plain


def propose(pairs: list[Pair], at_least: int = 2) -> list[Proposal]:
    """Code words, fillers and sound shifts seen in at least ``at_least`` lines, the most frequent first."""
    seen: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for pair in pairs:
        for said, meant in dict.fromkeys(changes(pair.heard, pair.meant)):
            for key in dict.fromkeys(_kinds(said, meant)):
                seen[key].append(pair.heard)
    out = []
    by_said: dict[str, Counter[str]] = defaultdict(Counter)
    for (kind, said, meant), lines in seen.items():
        if kind == "codeword":
            by_said[said][meant] += len(lines)
    for (kind, said, meant), lines in seen.items():
        if len(lines) < at_least:
            continue
        # Where what was meant holds it too it was meant as said; where it stood for another word it is ambiguous.
        counter = [pair.meant for pair in pairs if said in pair.meant] if kind != "sound" else []
        against = len(counter) + (sum(by_said[said].values()) - by_said[said][meant] if kind == "codeword" else 0)
        examples = tuple(dict.fromkeys(lines))[:MAX_EXAMPLES]
        counters = tuple(dict.fromkeys(counter))[:MAX_EXAMPLES]
        out.append(Proposal(kind, said, meant, len(lines), against, examples, counters))
    return sorted(out, key=lambda p: (p.kind, -p.lines, p.against, p.said, p.meant))


def _kinds(said: str, meant: str) -> Iterator[tuple[str, str, str]]:
    known = sounds()
    if len(said) == len(meant) and all(a in known and b in known for a, b in zip(said, meant, strict=True)):
        for a, b in zip(said, meant, strict=True):
            for one, two in zip(parts(known[a]), parts(known[b]), strict=True):
                if one != two:
                    yield ("sound", *sorted((one or "-", two or "-")))  # type: ignore[misc]
    for at in range(1, len(meant)):
        if len(said) > len(meant) and said.startswith(meant[:at]) and said.endswith(meant[at:]):
            yield "filler", said[at : len(said) - len(meant) + at], ""
            return
    yield "codeword", said, meant


def to_yaml(proposals: list[Proposal], source: str) -> str:
    """A lexicon file that changes nothing until a person moves entries from the comments into its lists.

    Every proposal is a comment with its counts, examples and counter-examples, written as the entry it would be.
    """
    lines = [
        f"# Proposals learned from {one_line(source)}. Nothing here is in force: take the comment sign",
        "# off what you accept, put the file into the lexicons folder of your rules (--rules DIR), and run",
        "# `pinocchio rules lint`.",
        f"source: {_quoted(one_line(source))}",
        "codewords: []",
        "fillers: {}",
        "",
    ]
    titles = {"codeword": "code words, for `codewords`", "filler": "fillers, for `fillers: {loud: [...]}`",
              "sound": "sounds taken for each other, for `weights`"}  # fmt: skip
    kind = ""
    for proposal in proposals:
        if proposal.kind != kind:
            kind = proposal.kind
            lines += [f"# {titles[kind]}"]
        lines += [f"# {proposal.lines} for, {proposal.against} against"]
        if kind == "codeword":
            lines.append(f"#  - {{said: [{_quoted(proposal.said)}], meant: {_quoted(proposal.meant)}}}")
        elif kind == "filler":
            lines.append(f"#  - {_quoted(proposal.said)}")
        else:
            lines.append(f'#  "shift:{proposal.said}/{proposal.meant}": 0.0')
        lines += [f"#    e.g. {one_line(example)[:120]}" for example in proposal.examples]
        lines += [f"#    but  {one_line(example)[:120]}" for example in proposal.counter]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
