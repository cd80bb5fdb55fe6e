"""The words of a YAML file changed where they stand: everything else of the file stays byte for byte.

A value may be written in one line, quoted, folded over several lines or as a block; PyYAML's marks say where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml


def changed(raw: str, lines: list[tuple[str, str]]) -> str | tuple[str, int]:
    """The file's text with each ``(old, new)`` line of a value changed; or the first line that does not stand in just
    one value, and in how many it stands. A value that cannot be written so that it reads back counts as none."""
    nodes = list(_values(raw))
    values = {number: node.value for number, node in enumerate(nodes)}
    told: dict[int, list[tuple[str, str]]] = {}
    for old, new in lines:
        holds = [number for number, value in values.items() if value.split("\n").count(old) == 1]
        if len(holds) != 1:
            return old, len(holds)
        at = holds[0]
        values[at] = "\n".join(new if line == old else line for line in values[at].split("\n"))
        told.setdefault(at, []).append((old, new))
    out = raw
    for at in sorted(told, reverse=True):
        start, end = nodes[at].start_mark.index, nodes[at].end_mark.index
        out = out[:start] + _written(nodes[at], out[start:end], told[at], values[at]) + out[end:]
    try:
        read_back = [node.value for node in _values(out)]
    except yaml.YAMLError:
        read_back = []
    if read_back != list(values.values()):
        return lines[0][0], 0
    return out


def _values(raw: str) -> Iterator[yaml.ScalarNode]:
    """Every scalar of a file in order of place, keys among them; an alias is no place of its own."""
    seen: set[int] = set()
    found: list[yaml.ScalarNode] = []
    ahead: list[yaml.Node | None] = list(yaml.compose_all(raw, Loader=yaml.SafeLoader))
    while ahead:
        node = ahead.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            found.append(node)
        elif isinstance(node, yaml.MappingNode):
            ahead += [part for pair in node.value for part in pair]
        else:
            ahead += node.value
    yield from sorted(found, key=lambda node: node.start_mark.index)


def _written(node: yaml.ScalarNode, source: str, lines: list[tuple[str, str]], value: str) -> str:
    """A value as it is written after the change: in the words of before where they stand in one line, else whole."""
    kept = source
    for old, new in lines:
        if kept.count(old) != 1 or (node.style is None and not new):
            break
        kept = kept.replace(old, new)
    else:
        if _reads(kept, node, value):
            return kept
    style = node.style if node.style in ("'", '"') else None
    whole = yaml.safe_dump(value, allow_unicode=True, width=float("inf"), default_style=style)
    whole = whole.removesuffix("\n").removesuffix("\n...")
    if "\n" in whole:  # several lines are safe in one only between double quotes
        whole = yaml.safe_dump(value, allow_unicode=True, width=float("inf"), default_style='"').removesuffix("\n")
    return whole + source[len(source.rstrip()) :]


def _reads(source: str, node: yaml.ScalarNode, value: str) -> bool:
    """Whether a value written so would be read as this; a block is left to the reading of the whole file."""
    if node.style in ("|", ">"):
        return True
    try:
        return bool(yaml.safe_load("- " + source) == [value])
    except yaml.YAMLError:
        return False
