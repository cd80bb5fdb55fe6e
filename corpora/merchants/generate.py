"""Generate a seeded year of 500 invented merchants in 12 trades: daily figures, reviews, promises, and their cases.

    python corpora/merchants/generate.py [FOLDER]        default: the folder of this file; the same seed, the same bytes

Five kinds of merchant: honest; careless (slow, sometimes a slip of the tongue); dishonest (lies in the stream, breaks
promises); brushing (fake orders, bought reviews); new (opened within the year). ``kind`` is the generator's truth: no
formula reads it, only ``pinocchio trust simulate`` counts with it who was punished wrongly. The cases in
``events.jsonl`` are not made up: each text is scanned by the engine and decided by the shipped penalty policy.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from texts import BOUGHT_REVIEWS, HONEST_REVIEWS, LIES, PLAIN, POOR_REVIEWS, SLIPS

from governance.cases.docket import Desk
from governance.cases.record import events_of
from governance.cases.state import Fold
from governance.decide.penalties.charges import ChargeRules
from governance.decide.penalties.policy import read_policy
from governance.errors import PinocchioError, Problem
from governance.ledger import Entry, Event, stamp
from governance.ledger.event import canonical, content_id
from governance.ledger.transfer import export
from governance.model import Document
from governance.pipeline import Scanner
from governance.rulebook.source import read as read_source

SEED = 20261122
LAST = date(2026, 11, 21)
DAYS = 365
TRADES = ("food", "health-food", "cosmetic", "jewelry", "apparel", "electronics", "home", "alcohol", "infant",
          "second-hand", "agri", "general")  # fmt: skip
SHARES = {"honest": 0.60, "careless": 0.17, "dishonest": 0.08, "brushing": 0.07, "new": 0.08}
# The merchants of corpora/transcripts, so that a stream scanned from there meets a merchant with a history.
NAMED = {"M-BAIBAOCANG": ("general", "dishonest"), "M-TONGXUE-DIGITAL": ("electronics", "honest")}

Rng = np.random.Generator


def merchants(rng: Rng) -> pl.DataFrame:
    """Profiles: who they are, since when, and (for the simulator only) what they are."""
    rows: list[dict[str, Any]] = []
    kinds = list(SHARES)
    for number in range(1, 501 - len(NAMED)):
        kind = "honest" if number == 1 else str(rng.choice(kinds, p=list(SHARES.values())))
        rows.append({"merchant": f"M{number:03}", "trade": TRADES[(number - 1) % len(TRADES)], "kind": kind})
    rows += [{"merchant": name, "trade": trade, "kind": kind} for name, (trade, kind) in NAMED.items()]
    for number, row in enumerate(rows):
        age = int(rng.integers(20, 150)) if row["kind"] == "new" else int(rng.integers(400, 2200))
        row["owner"] = f"OWNER-{number + 1:03}"
        row["opened_on"] = LAST - timedelta(days=age)
        row["deposit_paid"] = bool(rng.random() < 0.97)
        row["licences_valid"] = bool(rng.random() < (0.9 if row["kind"] == "dishonest" else 0.99))
        row["inspected"] = bool(row["trade"] in ("jewelry", "second-hand") and rng.random() < 0.7)
    # One dishonest merchant opened a second shop: the same owner, a clean sheet only in name.
    old = next(row for row in rows if row["kind"] == "dishonest" and row["merchant"] not in NAMED)
    second = next(row for row in rows if row["kind"] == "new" and row["trade"] != old["trade"])
    second["owner"], second["trade"] = old["owner"], old["trade"]
    return pl.DataFrame(rows).sort("merchant")


def _traits(rng: Rng, kind: str, trade: str) -> dict[str, float]:
    level = TRADES.index(trade) / len(TRADES)
    good = {"repeat": 0.34 - 0.16 * level, "bad": 0.035 + 0.02 * level, "quality": 0.012 + 0.01 * level,
            "in_time": 0.93, "complaint": 0.004, "report": 0.0006, "kept": 0.985, "convert": 0.035}  # fmt: skip
    factor = {
        "honest": {}, "new": {"repeat": 0.7},
        "careless": {"bad": 2.0, "quality": 1.8, "in_time": 0.84, "complaint": 2.2, "report": 1.5, "kept": 0.96},
        "dishonest": {"repeat": 0.55, "bad": 3.5, "quality": 3.5, "in_time": 0.82, "complaint": 4.0, "report": 5.0,
                      "kept": 0.88},
        "brushing": {"bad": 2.2, "quality": 2.2, "in_time": 0.9, "complaint": 2.0, "report": 2.0, "kept": 0.95},
    }[kind]  # fmt: skip
    spread = {name: float(rng.lognormal(0, 0.25)) for name in good}
    traits = {name: value * factor.get(name, 1.0) * spread[name] for name, value in good.items()}
    for name in ("in_time", "kept"):
        room = (1 - good[name] * factor.get(name, 1.0)) * spread[name]
        traits[name] = 1 - min(room, 0.6)
    traits["repeat"] = min(traits["repeat"], 0.8)
    return traits


def daily(rng: Rng, people: pl.DataFrame) -> pl.DataFrame:
    """A row a merchant and day on which anything happened. Money is in fen."""
    frames = []
    days = np.arange(DAYS)
    for row in people.iter_rows(named=True):
        traits = _traits(rng, row["kind"], row["trade"])
        visits = float(rng.lognormal(5.2, 1.1)) + 20
        opened = (row["opened_on"] - (LAST - timedelta(days=DAYS - 1))).days
        streaming = (rng.random(DAYS) < rng.uniform(0.45, 0.95)) & (days >= opened)
        alive = days >= opened
        public = rng.poisson(visits * np.where(streaming, 1.0, 0.15)) * alive
        private = rng.poisson(visits * np.where(streaming, 0.5, 0.1)) * alive
        total = public + private
        orders = rng.binomial(total, min(traits["convert"], 0.2))
        fake = np.zeros(DAYS, dtype=np.int64)
        if row["kind"] == "brushing":
            fake = rng.poisson(orders * rng.uniform(0.8, 2.0))
        live = rng.binomial(orders, 0.8) * streaming
        buyers = rng.binomial(orders, 0.92)
        rated = rng.binomial(orders, 0.25)
        bad = rng.binomial(rated, min(traits["bad"], 0.5))
        services = rng.binomial(orders, 0.08)
        chats = rng.binomial(total, 0.05)
        fakes_rated = rng.binomial(fake, 0.6)
        minutes = streaming * rng.integers(60, 300, DAYS)
        streams = streaming * 1
        watch = (total * rng.uniform(1.5, 5.0)).astype(np.int64)
        basket = int(rng.lognormal(8.8, 0.5))
        reviewed = 1.0 if rng.random() < 0.35 else rng.uniform(0.3, 0.98)
        columns = {
            "orders": orders + fake, "live_orders": live, "buyers": buyers + fake,
            "repeat_buyers": rng.binomial(buyers, traits["repeat"]) + rng.binomial(fake, 0.7),
            "rated": rated + fakes_rated, "bad_rated": bad,
            "good_rated": rng.binomial(rated - bad, 0.85) + fakes_rated,
            "quality_refunds": rng.binomial(orders, min(traits["quality"], 0.3)),
            "after_sales": services, "after_sales_in_time": rng.binomial(services, traits["in_time"]),
            "disputes_at_fault": rng.binomial(services, min(0.5, 1.1 - traits["in_time"]) * 0.1),
            "chats": chats, "chats_in_time": rng.binomial(chats, traits["in_time"]),
            "parcels": orders + fake, "parcels_in_time": rng.binomial(orders, min(1, traits["in_time"] + 0.03)) + fake,
            "complaints": rng.binomial(orders, min(traits["complaint"], 0.1)),
            "reports": rng.binomial(total, min(traits["report"], 0.05)),
            "streams": streams, "streams_prechecked": rng.binomial(streams, reviewed),
            "broadcast_minutes": minutes, "private_visits": private, "public_visits": public,
            "watch_minutes": watch, "gmv_fen": (orders + fake) * basket,
            "trust_orders": rng.binomial(orders, rng.uniform(0.3, 0.95)),
        }  # fmt: skip
        frame = pl.DataFrame({name: values.astype(np.int32) for name, values in columns.items()})
        frame = frame.with_columns(
            pl.lit(row["merchant"]).alias("merchant"),
            pl.Series("day", [LAST - timedelta(days=DAYS - 1 - int(n)) for n in days], dtype=pl.Date),
        )
        frames.append(frame.filter(pl.col("orders") + pl.col("private_visits") + pl.col("public_visits") > 0))
    return pl.concat(frames).select("merchant", "day", pl.exclude("merchant", "day"))


def reviews(rng: Rng, people: pl.DataFrame) -> pl.DataFrame:
    """What returning buyers said. Brushing merchants buy theirs."""
    rows = []
    for row in people.iter_rows(named=True):
        kind = row["kind"]
        for _ in range(int(rng.integers(6, 34))):
            age = int(rng.integers(0, min(DAYS, (LAST - row["opened_on"]).days)))
            bought = kind == "brushing" and rng.random() < 0.6
            poor = rng.random() < {"honest": 0.08, "new": 0.1, "careless": 0.25}.get(kind, 0.4)
            pool = BOUGHT_REVIEWS if bought else POOR_REVIEWS if poor else HONEST_REVIEWS
            answered = rng.random() < (0.75 if kind in ("honest", "new") else 0.35)
            rows.append(
                {"merchant": row["merchant"], "day": LAST - timedelta(days=age),
                 "rating": 5 if bought else int(rng.integers(1, 4)) if poor else int(rng.integers(4, 6)),
                 "earlier_purchases": int(rng.integers(0, 2)) if bought else 1 + int(rng.geometric(0.4)),
                 "text": "，".join(rng.choice(pool, 1 if bought else 2, replace=False)),
                 "replied_hours": int(rng.integers(1, 90)) if answered else None}
            )  # fmt: skip
    return pl.DataFrame(rows).sort("merchant", "day", maintain_order=True)


def promises(rng: Rng, people: pl.DataFrame) -> pl.DataFrame:
    """Refund log against the promised terms: how often a promise fell due on a day, and how often it was kept."""
    rows = []
    for row in people.iter_rows(named=True):
        kept = _traits(rng, row["kind"], row["trade"])["kept"]
        for age in range(0, min(DAYS, (LAST - row["opened_on"]).days), 3):
            due = int(rng.poisson(1.6))
            if due:
                name = str(rng.choice(["seven-day-return", "fast-refund", "return-freight", "fake-pay-nine"]))
                rows.append({"merchant": row["merchant"], "day": LAST - timedelta(days=age), "promise": name,
                             "due": due, "kept": int(rng.binomial(due, kept))})  # fmt: skip
    return pl.DataFrame(rows).sort("merchant", "day", maintain_order=True)


class Court:
    """Scan, open, decide, sometimes overturn; entries with the times of the year they stand for."""

    def __init__(self) -> None:
        self.scanner = Scanner.load()
        self.fold = Fold()
        self.desk = Desk(self.fold, read_policy(), ChargeRules(), read_source())
        self.log: list[Entry] = []

    def put(self, event: Event) -> None:
        """Record an event at the time it happened."""
        entry = Entry(len(self.log) + 1, content_id(canonical(event)), event.event_time, "", event)
        self.log.append(entry)
        self.fold.add(entry)

    def stream(self, rng: Rng, merchant: str, trade: str, day: date, lines: tuple[str, ...]) -> None:
        """One evening's words, looked at the same night and decided within three days."""
        text = "\n".join([*rng.choice(PLAIN, 3, replace=False), *rng.choice(lines, 2, replace=False)])
        document = Document(id=f"live-{day:%Y%m%d}-{merchant}", text=text, merchant=merchant, category=trade,
                            occurred_at=f"{day}T20:00:00+08:00")  # fmt: skip
        events = events_of(self.scanner.scan(document))
        if isinstance(events, Problem) or len(events) < 2:
            return
        for event in events:
            self.put(event)
        case = events[1].case
        after = stamp(f"{day + timedelta(days=2)}T10:00:00+08:00")
        for user in ("reviewer-1", "reviewer-2"):
            found = self.fold.case(case)
            if found is None or found.status not in ("open", "proposed"):
                break
            try:
                self.put(self.desk.decide(found, user, after, dismiss=False, reason=""))
            except PinocchioError:
                self.put(self.desk.decide(found, user, after, dismiss=True, reason="无可计分事实"))
        if rng.random() < 0.1:
            self._appeal(case, day)

    def _appeal(self, case: str, day: date) -> None:
        found = self.fold.case(case)
        if found is None or found.status != "penalised":
            return
        at = stamp(f"{day + timedelta(days=4)}T10:00:00+08:00")
        self.put(self.desk.appeal(found, found.party, at, "有检测报告"))
        again = self.fold.case(case)
        assert again is not None
        later = stamp(f"{day + timedelta(days=6)}T10:00:00+08:00")
        self.put(self.desk.answer(again, "reviewer-3", later, overturn=True, reason="报告属实"))


def cases(rng: Rng, people: pl.DataFrame) -> list[Entry]:
    """The year's cases, in the order of the evenings they happened on."""
    evenings: list[tuple[date, str, str, tuple[str, ...]]] = []
    for row in people.iter_rows(named=True):
        lies = LIES.get(row["trade"], LIES["general"])
        often, lines = {"dishonest": (2.2, lies), "careless": (0.35, SLIPS), "brushing": (0.3, SLIPS)}.get(
            row["kind"], (0.02, SLIPS)
        )
        life = min(DAYS, (LAST - row["opened_on"]).days) - 12
        for _ in range(int(rng.poisson(often))):
            day = LAST - timedelta(days=12 + int(rng.integers(0, max(life, 1))))
            evenings.append((day, row["merchant"], row["trade"], lines))
    court = Court()
    for day, merchant, trade, lines in sorted(set(evenings)):
        court.stream(rng, merchant, trade, day, lines)
    # In the order of time; the sequence numbers follow.
    ordered = sorted(court.log, key=lambda entry: (entry.recorded_time, entry.seq))
    return [Entry(seq, e.id, e.recorded_time, "", e.event) for seq, e in enumerate(ordered, 1)]


def main() -> None:
    """Write everything into the folder."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(SEED)
    people = merchants(rng)
    for name, frame in (("merchants", people), ("daily", daily(rng, people)), ("reviews", reviews(rng, people)),
                        ("promises", promises(rng, people))):  # fmt: skip
        frame.write_parquet(folder / f"{name}.parquet", compression="zstd", compression_level=19)
        sys.stdout.write(f"{name}: {frame.height} rows\n")
    entries = cases(rng, people)
    (folder / "events.jsonl").write_bytes(b"".join(line + b"\n" for line in export(entries)))
    sys.stdout.write(f"events: {len(entries)}\n")


if __name__ == "__main__":
    main()
