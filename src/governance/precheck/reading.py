"""Files and folders to claim sheets: YAML, JSON, JSON lines, csv, xlsx. One problem for each sheet that is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from governance.errors import PinocchioError, Place, Problem, RulebookError
from governance.ingest.jsontext import JsonError, decode_json
from governance.precheck.files import attach
from governance.precheck.record import Reader
from governance.precheck.sheet import Sheet
from governance.precheck.tables import csv_records, xlsx_records
from governance.rulebook.yamlsafe import load

EXTENSIONS = (".yaml", ".yml", ".json", ".jsonl", ".csv", ".xlsx", ".xlsm")
MAX_BYTES = 32 << 20
_ASIDE = ("labels", "readme", "license")  # what lies beside sheets and is none
_Numbered = Iterator[tuple[str, int, Any]]


def read_sheets(sources: Sequence[str]) -> Iterator[Sheet | Problem]:
    """Yield the sheets of files and folders in a fixed order, and a problem for each thing that is none.

    Two sheets of one id are a problem: the second is read all the same, under its id with ``#2``.
    """
    seen: dict[str, int] = {}
    for path in _files(sources):
        if isinstance(path, Problem):
            yield path
            continue
        for item in _read(path):
            if isinstance(item, Problem):
                yield item
                continue
            seen[item.id] = seen.get(item.id, 0) + 1
            if seen[item.id] > 1:
                yield Problem(f"a second sheet for {item.id!r}", Place(item.source), "keep one; both were checked")
                item = _renamed(item, f"{item.id}#{seen[item.id]}")
            yield item


def _renamed(sheet: Sheet, name: str) -> Sheet:
    import msgspec

    return msgspec.structs.replace(sheet, id=name)


def _files(sources: Sequence[str]) -> Iterator[Path | Problem]:
    for source in sources:
        path = Path(source)
        if path.is_dir():
            found = sorted(
                file for file in path.rglob("*")
                if file.is_file() and file.suffix.lower() in EXTENSIONS and not file.name.startswith((".", "~$"))
                and not file.stem.lower().startswith(_ASIDE)
            )  # fmt: skip
            if not found:
                yield Problem("no claim sheet in the folder", Place(source), "looked for " + " ".join(EXTENSIONS))
            yield from found
        elif path.is_file():
            yield path
        else:
            yield Problem("no such file or folder", Place(source), "check the path")


def _read(path: Path) -> Iterator[Sheet | Problem]:
    name = str(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            yield Problem(f"larger than {MAX_BYTES >> 20} MB", Place(name), "split the file")
            return
        data = path.read_bytes()
    except OSError as error:
        yield Problem(f"cannot be read ({error.strerror or error})", Place(name), "check the file")
        return
    try:
        for base, line, record in _records(path, data):
            if isinstance(record, Problem):
                yield record
                continue
            place = Place(name, line)
            if not isinstance(record, dict):
                yield Problem("no claim sheet", place, "an object with title, selling_points, detail or script")
                continue
            reader = Reader(place)
            sheet = reader.sheet(record, base, f"{name}:{line}" if line else name)
            yield from reader.problems
            if sheet is not None:
                yield attach(sheet, path.parent)
    except PinocchioError as error:
        yield from error.problems


def _records(path: Path, data: bytes) -> _Numbered:
    """``(id, line, record)`` for every sheet of a file; a Problem stands for a record that is none."""
    suffix = path.suffix.lower()
    if suffix in (".yaml", ".yml"):
        value, positions = load(path, data)
        many = value.get("sheets") if isinstance(value, dict) and isinstance(value.get("sheets"), list) else value
        if isinstance(many, list):
            where = "$.sheets" if isinstance(value, dict) else "$"
            for index, one in enumerate(many):
                yield f"{path.stem}#{index + 1}", positions.get(f"{where}[{index}]", (0, 0))[0], one
        else:
            yield path.stem, 0, value
    elif suffix == ".json":
        value = _json(data, path, 0)
        if isinstance(value, list):
            for index, one in enumerate(value):
                yield f"{path.stem}#{index + 1}", 0, one
        else:
            yield path.stem, 0, value
    elif suffix == ".jsonl":
        for number, text in enumerate(data.splitlines(), 1):
            if text.strip():
                yield f"{path.stem}#{number}", number, _json(text, path, number)
    else:
        yield from (csv_records if suffix == ".csv" else xlsx_records)(path, data)


def _json(data: bytes, path: Path, line: int) -> Any:
    try:
        return decode_json(data.decode("utf-8-sig"), set())
    except UnicodeDecodeError:
        problem = Problem("not UTF-8", Place(str(path), line), "save it as UTF-8")
    except JsonError as error:
        problem = Problem(error.what, Place(str(path), line or error.line, error.column), "mend it there")
    if line:
        return problem
    raise RulebookError(problem)
