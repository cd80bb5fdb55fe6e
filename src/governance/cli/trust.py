"""``pinocchio trust``: how far a merchant is trusted, why, what would raise it, and what it opens."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from governance.cli import options

if TYPE_CHECKING:
    from governance.report.trust import TrustFace
    from governance.trust.world import World

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True,
                  help="Merchant trust: why this score, what would raise it, what it opens. "
                  "Example: pinocchio trust show M001")  # fmt: skip

Merchant = Annotated[str, typer.Argument(metavar="MERCHANT", help="A merchant of the figures, such as M001.")]
Metrics = Annotated[
    Path | None,
    typer.Option("--metrics", metavar="PATH", help="Merchant figures: a folder or a file (default: the shipped year)."),
]
Ledger = Annotated[
    str | None,
    typer.Option("--db", metavar="FILE|URL",
                 help="Take the cases from this ledger (or PINOCCHIO_DB) instead of the events beside the figures."),
]  # fmt: skip
Beside = Annotated[
    bool, typer.Option("--with-events", help="With --db: also count the events that lie beside the figures.")
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="TIME", help="How things stood then (date or time; default: now).")
]
Format = Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="text, json or jsonl.")]


@app.command()
def show(merchant: Merchant, metrics: Metrics = None, db: Ledger = None,
         with_events: Beside = False, as_of: AsOf = None,
         rules: options.Rules = None, format_: Format = None, lang: options.Language = "zh") -> None:  # fmt: skip
    """Score, tier and index; from the trade's median to the score, bar by bar. Example: pinocchio trust show M001"""
    from governance.trust.explain import show as record_of

    _checked(format_, lang)
    world, bad = _world(metrics, db, rules, with_events)
    record = record_of(world.board(_at(as_of)), merchant)
    _print(record, format_, lang, world, lambda face: face.show(record))
    _leave(bad)


@app.command()
def why(merchant: Merchant,
        between: Annotated[tuple[str, str] | None,
                           typer.Option("--between", metavar="D1 D2", help="Two dates (default: the last 30 days).",
                                        )] = None,
        metrics: Metrics = None, db: Ledger = None,
        with_events: Beside = False, rules: options.Rules = None, format_: Format = None,
        lang: options.Language = "zh") -> None:  # fmt: skip
    """What changed the score, event by event. Example: pinocchio trust why M001 --between 2026-09-01 2026-11-20"""
    from governance.cases.dates import instant
    from governance.errors import UsageError
    from governance.trust.explain import why as record_of

    _checked(format_, lang)
    if between is None:
        now = _at(None)
        first, last = _earlier(now, 30), now
    else:
        first, last = (instant(one, "--between") for one in between)
    if first > last:
        raise UsageError.of("--between runs backwards", mend="give the earlier date first")
    world, bad = _world(metrics, db, rules, with_events)
    record = record_of(world.board(first), world.board(last), merchant)
    _print(record, format_, lang, world, lambda face: face.why(record))
    _leave(bad)


@app.command()
def rank(trade: Annotated[str | None, typer.Option("--trade", help="Only this trade: food, or 食品.")] = None,
         limit: Annotated[int | None, typer.Option("--limit", min=1, help="Only the first so many.")] = None,
         metrics: Metrics = None, db: Ledger = None,
         with_events: Beside = False, as_of: AsOf = None, rules: options.Rules = None,
         format_: Format = None, lang: options.Language = "zh") -> None:  # fmt: skip
    """Merchants by score. Example: pinocchio trust rank --trade food --limit 10"""
    from governance.errors import UsageError, did_you_mean
    from governance.report.trustwords import WORDS
    from governance.trust.explain import head

    _checked(format_, lang)
    world, bad = _world(metrics, db, rules, with_events)
    board = world.board(_at(as_of))
    titles = {title: name for name in board.trade_names for title in WORDS.get(f"trade-{name}", ())}
    trade = titles.get(trade, trade) if trade is not None else None
    if trade is not None and trade not in board.trade_names:
        raise UsageError.of(f"no merchant of the trade {trade!r}",
                            mend=did_you_mean(trade, board.trade_names) or ", ".join(board.trade_names))  # fmt: skip
    scores = [board.score(name) for name in board.names]
    chosen = sorted((s for s in scores if trade in (None, s.trade)), key=lambda s: (-s.score, s.merchant))
    rows = [{"rank": place, **head(board, score)} for place, score in enumerate(chosen, 1)][:limit]
    _print(rows, format_, lang, world, lambda face: face.rank(rows), many=True)
    _leave(bad)


@app.command()
def improve(merchant: Merchant, metrics: Metrics = None, db: Ledger = None,
            with_events: Beside = False, as_of: AsOf = None,
            rules: options.Rules = None, format_: Format = None, lang: options.Language = "zh") -> None:  # fmt: skip
    """Which changes would raise the tier, by how much and by when. Example: pinocchio trust improve M001"""
    from governance.trust.improve import improve as record_of

    _checked(format_, lang)
    world, bad = _world(metrics, db, rules, with_events)
    record = record_of(world.board(_at(as_of)), merchant)
    _print(record, format_, lang, world, lambda face: face.improve(record))
    _leave(bad)


@app.command()
def history(merchant: Merchant,
            since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="Default: a year ago.")] = None,
            step: Annotated[int, typer.Option("--step", min=1, max=365, help="Days between two points.")] = 14,
            plot: Annotated[Path | None,
                            typer.Option("--plot", metavar="FILE", help="Also draw a .svg or .png.")] = None,
            metrics: Metrics = None, db: Ledger = None,
            with_events: Beside = False, as_of: AsOf = None, rules: options.Rules = None,
            format_: Format = None, lang: options.Language = "zh") -> None:  # fmt: skip
    """The score through time. Example: pinocchio trust history M001 --plot M001.svg"""
    from governance.cases.dates import instant
    from governance.errors import UsageError
    from governance.report.curve import save
    from governance.trust.history import history as rows_of

    _checked(format_, lang)
    last = _at(as_of)
    first = instant(since, "--since") or _earlier(last, 364)
    if first > last:
        raise UsageError.of("--since lies after --as-of", mend="give an earlier date")
    world, bad = _world(metrics, db, rules, with_events)
    rows = rows_of(world, merchant, first, last, step)
    if plot is not None:
        save([(row["as_of"][:10], row["score"]) for row in rows], merchant, plot)
    _print(rows, format_, lang, world, lambda face: face.history(rows), many=True)
    _leave(bad)


@app.command()
def simulate(rules: Annotated[list[Path] | None,
                              typer.Option("--rules", metavar="DIR", help="The new policy (repeatable).")] = None,
             over: Annotated[Path | None, typer.Option("--over", metavar="PATH", help="Merchant figures.")] = None,
             attack: Annotated[str | None, typer.Option("--attack", metavar="MERCHANT",
                                                        help="What can this merchant gain by cheating?")] = None,
             metrics: Metrics = None, db: Ledger = None,
             with_events: Beside = False, as_of: AsOf = None, format_: Format = None,
             lang: options.Language = "zh") -> None:  # fmt: skip
    """Two policies compared in consequences, or what cheating would gain.

    Example: pinocchio trust simulate --rules stricter --over corpora/merchants
    """
    from governance.errors import UsageError

    _checked(format_, lang)
    if attack is None and not rules:
        raise UsageError.of("nothing to compare", mend="give --rules DIR (a new policy), or --attack MERCHANT")
    at = _at(as_of)
    if attack is not None:
        from governance.trust.attacks import gains

        world, bad = _world(over or metrics, db, rules, with_events)
        rows = gains(world, attack, at)
        _print(rows, format_, lang, world, lambda face: face.attacks(rows), many=True)
    else:
        from governance.rulebook.admission import read_admission
        from governance.trust.benefits import read_entitlements
        from governance.trust.policy import read_trust
        from governance.trust.simulate import Side, compare

        overlays = tuple(rules or ())
        new_policy, new_file, gates = read_trust(overlays), read_entitlements(overlays), read_admission(overlays)
        world, bad = _world(over or metrics, db, None, with_events)
        old = Side(world.board(at), read_entitlements(), read_admission())
        record = compare(old, Side(world.under(new_policy).board(at), new_file, gates))
        _print(record, format_, lang, world, lambda face: face.simulate(record))
    _leave(bad)


@app.command()
def entitlements(merchant: Merchant, metrics: Metrics = None, db: Ledger = None,
                 with_events: Beside = False, as_of: AsOf = None,
                 record: Annotated[bool, typer.Option("--record", help="Grant and withdraw in the ledger.")] = False,
                 user: Annotated[str | None, typer.Option("--as", metavar="USER", help="Who does it.")] = None,
                 rules: options.Rules = None, format_: Format = None,
                 lang: options.Language = "zh") -> None:  # fmt: skip
    """What the merchant's trust opens, what not, and why. Example: pinocchio trust entitlements M001"""
    from governance.errors import UsageError
    from governance.rulebook.admission import read_admission
    from governance.trust import benefits

    _checked(format_, lang)
    if record and as_of:
        raise UsageError.of("--record with --as-of", mend="benefits are granted and withdrawn now; take one out")
    overlays = tuple(rules or ())
    file, admission = benefits.read_entitlements(overlays), read_admission(overlays)
    if record:
        from governance.ledger import Ledger, location

        Ledger(location(db), create=True).close()  # the first to record makes the ledger, as everywhere
    world, bad = _world(metrics, db, rules, with_events)
    at = _at(as_of)
    entries = [entry for entry in world.entries if entry.at <= at]
    told = benefits.entitlements(world.board(at), file, admission, merchant, entries)
    if record:
        from governance.rulebook.source import read

        with Ledger(location(db)) as ledger:
            ledger.append(benefits.changes(told, at, options.user(user), read(overlays).digest))
            entries = list(ledger.iterate())
        told = benefits.entitlements(world.board(at), file, admission, merchant, entries)
    _print(told, format_, lang, world, lambda face: face.entitlements(told))
    _leave(bad)


@app.command()
def credit(merchant: Merchant,
           points: Annotated[int, typer.Argument(metavar="POINTS", min=1, max=100, help="Learning credit earned.")],
           reason: Annotated[str, typer.Option("--reason", help="For what; it goes on the record.")],
           db: options.Db = None,
           user: Annotated[str | None, typer.Option("--as", metavar="USER", help="Who grants it.")] = None,
           ) -> None:  # fmt: skip
    """Put a learning credit on the record. Example: pinocchio trust credit M001 3 --reason 通过合规考试 --db
    cases.db"""
    from governance.ledger import Event, Ledger, location, now
    from governance.report.jsonl import dumps
    from governance.trust.conduct import party_of

    event = Event(kind="credited", event_time=now(), parties=(party_of(merchant),),
                  payload={"points": points, "by": options.user(user), "reason": reason[:4000]})  # fmt: skip
    with Ledger(location(db)) as ledger:
        ledger.append([event])
    typer.echo(dumps({"merchant": merchant, "credited": points, "at": event.event_time}))


def _world(metrics: Path | None, db: str | None, rules: list[Path] | None, beside: bool) -> tuple[World, int]:
    import os

    from governance.trust.intake import metrics_path
    from governance.trust.world import open_world

    world = open_world(metrics_path(metrics), db or os.environ.get("PINOCCHIO_DB") or None, tuple(rules or ()),
                       beside=beside)  # fmt: skip
    for problem in world.dataset.problems:
        options.complain(problem)
    return world, world.dataset.bad


def _leave(bad: int) -> None:
    if bad:
        options.complain(f"{bad} bad rows were left out; the answer rests on the others")
        raise typer.Exit(2)


def _at(as_of: str | None) -> str:
    from governance.cases.dates import instant
    from governance.ledger import now

    return instant(as_of, "--as-of") or now()


def _earlier(at: str, days: int) -> str:
    from datetime import datetime, timedelta

    from governance.ledger import stamp

    return stamp((datetime.fromisoformat(at) - timedelta(days=days)).isoformat())


def _checked(format_: str | None, lang: str) -> str:
    options.language(lang)
    return options.format_of(format_)


def _print(record: Any, format_: str | None, lang: str, world: World, draw: Callable[[TrustFace], None], *,
           many: bool = False) -> None:  # fmt: skip
    if options.echo_records(record, _checked(format_, lang), many=many):
        return
    from governance.report.trust import TrustFace

    policy = world.policy
    measures = {name: {"zh": m.title.zh, "en": m.title.en} for name, m in policy.measures.items()}
    tiers = {tier.tier: {"zh": tier.title.zh, "en": tier.title.en} for tier in policy.tiers}
    draw(TrustFace(sys.stdout, options.language(lang), {**measures, **tiers}))
