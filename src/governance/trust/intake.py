"""Daily figures, profiles, reviews and the refund log as typed tables; bad rows are named with their lines, never lost.

A dataset is a folder with ``daily``, ``merchants``, ``reviews`` and ``promises`` (each .csv, .xlsx, .jsonl or .parquet;
only ``daily`` must be there), or one file of daily figures that may carry the columns of ``merchants``.
"""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import polars as pl
from polars.exceptions import PolarsError

from governance.errors import PinocchioError, Place, Problem, UsageError
from governance.trust.columns import COLUMNS, MAX_COUNT, TABLES, Column
from governance.trust.tables import FORMATS, LINE, read_text_table

MAX_TOLD = 20  # bad rows named one by one; the rest are counted
_TYPES: dict[str, pl.DataType] = {
    "text": pl.String(), "day": pl.Date(), "count": pl.Int64(), "rating": pl.Int64(), "flag": pl.Boolean(),
}  # fmt: skip


class Dataset(NamedTuple):
    """Typed tables and what was wrong with them. ``bad`` counts rows left out; ``problems`` names some."""

    daily: pl.DataFrame
    merchants: pl.DataFrame
    reviews: pl.DataFrame
    promises: pl.DataFrame
    problems: tuple[Problem, ...]
    bad: int


def shipped_year() -> Path:
    """The folder of the generated year that came with the package (or lies beside a source checkout)."""
    packaged = Path(str(resources.files("governance") / "_merchants"))
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[3] / "corpora" / "merchants"


def read_dataset(where: Path | None = None) -> Dataset:
    """Read a dataset (default: the shipped year). Raises PinocchioError when there are no daily figures at all."""
    root = where or shipped_year()
    problems: list[Problem] = []
    tables: dict[str, pl.DataFrame] = {}
    bad = 0
    for table in TABLES:
        path = _find(root, table)
        if path is None:
            tables[table] = pl.DataFrame(schema={c.name: _TYPES[c.type] for c in COLUMNS[table]})
            continue
        tables[table], count = _read(path, table, problems)
        bad += count
    daily = tables["daily"]
    if daily.is_empty():
        raise PinocchioError(*(problems or [Problem("no usable row of daily figures", Place(str(root)))]))
    merchants = _profiles(daily, tables["merchants"])
    lost = set(daily["merchant"].unique()) - set(merchants["merchant"])
    if lost:  # figures without a profile still count: their trade is `general`
        more = pl.DataFrame({"merchant": sorted(lost), "trade": "general"})
        merchants = pl.concat([merchants, more], how="diagonal")
    return Dataset(daily, merchants.sort("merchant"), tables["reviews"], tables["promises"], tuple(problems), bad)


def _find(root: Path, table: str) -> Path | None:
    if not root.exists():
        raise UsageError.of(f"--metrics {str(root)!r} is not there", mend="give a file or a folder of merchant figures")
    if root.is_file():
        if root.suffix.lower() not in FORMATS:
            raise UsageError.of(f"--metrics {root.name!r} has no known ending", mend="one of " + ", ".join(FORMATS))
        return root if table == "daily" else None
    found = [path for path in (root / f"{table}{ending}" for ending in FORMATS) if path.is_file()]
    if len(found) > 1:
        raise UsageError.of(f"{table} is there twice: {found[0].name}, {found[1].name}", str(root), "keep one")
    if not found and table == "daily":
        raise UsageError.of(
            "no daily figures in this folder", str(root), "name them daily.csv, .xlsx, .jsonl, .parquet"
        )
    return found[0] if found else None


def _read(path: Path, table: str, problems: list[Problem]) -> tuple[pl.DataFrame, int]:
    broken: list[Problem] = []
    try:
        if FORMATS[path.suffix.lower()] == "parquet":
            raw = pl.read_parquet(path).with_row_index(LINE, offset=1).with_columns(pl.col(LINE).cast(pl.Int64))
        else:
            raw = read_text_table(path, broken)
    except (PolarsError, OSError) as error:
        what = str(error).splitlines()[0][:200]
        raise PinocchioError.of(f"cannot be read: {what}", str(path), "check the file") from None
    missing = [column.name for column in COLUMNS[table] if column.needed and column.name not in raw.columns]
    if missing:
        raise PinocchioError.of(f"no column {missing[0]!r}", Place(str(path), 1), f"a {table} table needs it")
    frame = _typed(raw, table)
    good = frame.filter(pl.col("_why") == "").drop(LINE, "_why")
    wrong = frame.filter(pl.col("_why") != "").select(LINE, "_why").sort(LINE)
    told = broken + [Problem(why, Place(str(path), line), "mend the row") for line, why in wrong.iter_rows()]
    problems.extend(told[:MAX_TOLD])
    if len(told) > MAX_TOLD:
        problems.append(Problem(f"{len(told) - MAX_TOLD} more bad rows of {len(told)}", Place(str(path)), "mend them"))
    return good, len(told)


def _typed(raw: pl.DataFrame, table: str) -> pl.DataFrame:
    """The known columns in their types (absent counts are 0), all others as they came, and in ``_why`` what is
    wrong."""
    columns = COLUMNS[table]
    typed = [_cast(column, raw) for column in columns]
    others = [name for name in raw.columns if name not in {column.name for column in columns}]
    frame = raw.select(*typed, *others)
    faults: list[pl.Expr] = []
    for column in columns:
        given = raw[column.name].is_not_null() if column.name in raw.columns else pl.Series([False] * raw.height)
        for broken, said in _faults(column, frame, given):
            faults.append(pl.when(broken).then(pl.lit(said)))
    keys = [name for name in ("merchant", "day", "promise") if name in frame.columns]
    if table != "reviews":  # which of two would be right? order must not decide, so neither counts
        faults.append(pl.when(pl.struct(keys).is_duplicated()).then(pl.lit(_TWICE[table])))
    why = pl.coalesce(*faults, pl.lit(""))
    return frame.with_columns(why.alias("_why"))


_TWICE = {
    "daily": "this merchant has this day twice",
    "merchants": "this merchant stands twice",
    "promises": "this promise of this merchant has this day twice",
}


def _cast(column: Column, raw: pl.DataFrame) -> pl.Expr:
    wanted = _TYPES[column.type]
    if column.name not in raw.columns:
        return pl.lit(0 if column.type == "count" and column.name != "replied_hours" else None, wanted).alias(
            column.name
        )
    value, given = pl.col(column.name), raw.schema[column.name]
    if given == pl.String and column.type == "day":
        value = value.str.to_date("%Y-%m-%d", strict=False)
    elif given == pl.String and column.type == "flag":
        value = value.str.to_lowercase().replace_strict(_FLAGS, default=None, return_dtype=pl.Boolean)
    elif given.is_float() and column.type in ("count", "rating"):
        value = pl.when(value == value.round()).then(value)
    cast = value.cast(wanted, strict=False)
    if column.type == "count" and column.name != "replied_hours":
        cast = pl.when(pl.col(column.name).is_null()).then(0).otherwise(cast)
    return cast.alias(column.name)


_FLAGS = {"true": True, "1": True, "yes": True, "是": True, "false": False, "0": False, "no": False, "否": False}


def _faults(column: Column, frame: pl.DataFrame, given: pl.Series) -> list[tuple[pl.Expr, str]]:
    name, value = column.name, pl.col(column.name)
    was = pl.lit(given.rename("_given"))
    kinds = {"day": "a day (2026-11-22)", "flag": "true or false", "rating": "a rating from 1 to 5", "text": "text"}
    faults = [(was & value.is_null(), f"{name} is not {kinds.get(column.type, 'a whole number')}")]
    if column.needed:
        faults.append((value.is_null() | ~was, f"{name} is missing"))
    if column.type == "count":
        faults.append((value < 0, f"{name} is negative"))
        faults.append((value > MAX_COUNT, f"{name} is beyond belief"))
    if column.type == "rating":
        faults.append((~value.is_between(1, 5), f"{name} is not from 1 to 5"))
    if column.type == "text":
        faults.append((value.str.len_chars() > 512 if name != "text" else pl.lit(False), f"{name} is too long"))
    if column.most:
        faults.append((value > pl.col(column.most), f"{name} is more than {column.most}"))
    return faults


def _profiles(daily: pl.DataFrame, merchants: pl.DataFrame) -> pl.DataFrame:
    """Profiles from their own table, else from columns beside the daily figures (the last word by day)."""
    if not merchants.is_empty() or "trade" not in daily.columns:
        return merchants
    names = [column.name for column in COLUMNS["merchants"] if column.name in daily.columns]
    last = daily.sort("merchant", "day").group_by("merchant", maintain_order=True).last().select(names)
    frame = last.with_columns(
        _cast(column, last) for column in COLUMNS["merchants"] if column.name in names
    ).with_columns(pl.col("trade").fill_null("general"))
    return pl.concat([merchants, frame], how="diagonal")


def metrics_path(given: Path | None) -> Path | None:
    """``--metrics`` or ``PINOCCHIO_METRICS``; None is the shipped year."""
    named = os.environ.get("PINOCCHIO_METRICS", "")
    return given or (Path(named) if named else None)
