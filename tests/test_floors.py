"""Imports go one way: a room may use the rooms below it and never those above, and no two files import each other."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "governance"
# From the ground up. Rooms of one floor do not import each other.
FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"errors", "beijing", "__init__"}),
    frozenset({"model"}),
    frozenset({"language", "ingest", "ledger", "report"}),
    frozenset({"rulebook"}),
    frozenset({"detect", "decide"}),
    frozenset({"pipeline", "cases"}),
    frozenset({"parallel", "workbench", "live", "precheck", "audit", "trust"}),
    frozenset({"rewrite", "admission"}),
    frozenset({"cli"}),
    frozenset({"__main__"}),
)
FLOOR = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}


def imports_of(path: Path) -> set[str]:
    """Dotted names below ``governance`` that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("governance"):
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names if alias.name.startswith("governance"))
    return found


def room_of(dotted: str) -> str | None:
    parts = dotted.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in FLOOR else None


def module_of(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def files() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def test_every_room_has_a_floor() -> None:
    rooms = {path.relative_to(SOURCE).parts[0].removesuffix(".py") for path in files()}
    assert rooms == set(FLOOR)


def test_no_import_goes_up_or_sideways() -> None:
    wrong = []
    for path in files():
        here = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        for name in imports_of(path):
            there = room_of(name)
            if there is None or there == here:
                continue
            if FLOOR[there] >= FLOOR[here]:
                wrong.append(f"{module_of(path)} imports {name}")
    assert not wrong


def test_no_two_files_import_each_other() -> None:
    modules = {module_of(path): path for path in files()}
    graph = {name: {other for other in imports_of(path) if other in modules} for name, path in modules.items()}
    pairs = sorted((one, two) for one, others in graph.items() for two in others if one < two and one in graph[two])
    assert not pairs
