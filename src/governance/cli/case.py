"""``pinocchio case``: look at cases, decide them, appeal, answer appeals."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from governance.cli import options

if TYPE_CHECKING:
    from governance.cases.docket import Desk
    from governance.cases.state import Case
    from governance.ledger import Event

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True,
                  help="Cases, penalties and appeals. Example: pinocchio case list --db cases.db")  # fmt: skip

CaseId = Annotated[str, typer.Argument(metavar="CASE", help="A case id, or how it begins.")]
Format = Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="text, json or jsonl.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="TIME", help="How things stood then (date or time; default: now).")
]
KnownAt = Annotated[
    str | None, typer.Option("--known-at", metavar="TIME", help="By what was recorded then (default: everything).")
]
Scheme = Annotated[str | None, typer.Option("--scheme", help="Points scheme for proposals (see penalties.yaml).")]
User = Annotated[str | None, typer.Option("--as", metavar="USER", help="Who does it (default: your login name).")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it goes on the record and into the notice.")]


@app.command("list")
def list_(
    db: options.Db = None,
    status: Annotated[
        list[str] | None, typer.Option("--status", help="Only these (repeatable): open, penalised …")
    ] = None,
    verdict: Annotated[str | None, typer.Option("--verdict", help="Only this verdict: review or block.")] = None,
    party: Annotated[
        str | None, typer.Option("--party", help="Only this party, such as merchant:M001 or M001.")
    ] = None,
    document: Annotated[str | None, typer.Option("--document", help="Only this document.")] = None,
    format_: Format = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    lang: options.Language = "zh",
) -> None:
    """List cases. Example: pinocchio case list --db cases.db --status open"""
    from governance.cases.state import STATUSES, Fold
    from governance.cases.view import row
    from governance.ledger import Ledger, location

    for one in status or ():
        options.one_of(one, STATUSES, "--status")
    if verdict is not None:
        options.one_of(verdict, ("review", "block"), "--verdict")
    until, known = _instants(as_of, known_at)
    with Ledger(location(db)) as ledger:
        fold = Fold(ledger.iterate(until=until, known_at=known))
    rows = [
        row(case, fold)
        for case in fold.cases()
        if (not status or case.status in status)
        and (verdict is None or case.first.verdict == verdict)
        and (party is None or party in (case.party, case.party.partition(":")[2]))
        and (document is None or case.document == document)
    ]
    _print(rows, format_, lang, lambda face: face.table(rows), many=True)


@app.command()
def show(case: CaseId, db: options.Db = None, format_: Format = None, as_of: AsOf = None, known_at: KnownAt = None,
         scheme: Scheme = None, rules: options.Rules = None, lang: options.Language = "zh",
         notice: Annotated[str | None, typer.Option("--notice", metavar="text|html",
                           help="Print the notice to the party instead.")] = None) -> None:  # fmt: skip
    """Everything about a case, and how its party stands; or the notice to the party.

    Example: pinocchio case show c-0123 --db cases.db --notice html > notice.html
    """
    from governance.cases.view import show as record_of
    from governance.ledger import now

    until, known = _instants(as_of, known_at)
    desk = _desk(case, db, rules, scheme, until, known)
    if notice is not None:
        from governance.cases.notice import notice as notice_of
        from governance.report.notice import FORMS, render

        options.one_of(notice, FORMS, "--notice")
        told = notice_of(desk.find(case), desk, until or now(), options.language(lang))
        typer.echo(render(told, notice), nl=False)
        return
    record = record_of(desk.find(case), desk, until or now())
    _print(record, format_, lang, lambda face: face.case(record), desk=desk)


@app.command()
def explain(case: CaseId, db: options.Db = None, format_: Format = None, as_of: AsOf = None, known_at: KnownAt = None,
            scheme: Scheme = None, rules: options.Rules = None, lang: options.Language = "zh") -> None:  # fmt: skip
    """The chain of rules and facts from finding to penalty. Example: pinocchio case explain c-0123 --db cases.db"""
    from governance.cases.view import chain
    from governance.ledger import now

    until, known = _instants(as_of, known_at)
    desk = _desk(case, db, rules, scheme, until, known)
    record = chain(desk.find(case), desk, until or now())
    _print(record, format_, lang, lambda face: face.chain(record), desk=desk)


@app.command()
def decide(
    case: CaseId, db: options.Db = None, user: User = None, reason: Reason = "",
    dismiss: Annotated[bool, typer.Option("--dismiss", help="No penalty.")] = False,
    drop: Annotated[list[str] | None, typer.Option("--drop", metavar="MEASURE", help="Leave a measure out.")] = None,
    replace: Annotated[
        list[str] | None, typer.Option("--replace", metavar="MEASURE=MILDER", help="Take a milder one instead.")
    ] = None,
    shorten: Annotated[
        list[str] | None, typer.Option("--shorten", metavar="MEASURE=DAYS", help="For fewer days.")
    ] = None,
    scheme: Scheme = None, rules: options.Rules = None, format_: Format = None, lang: options.Language = "zh",
) -> None:  # fmt: skip
    """Penalise as the policy proposes or more mildly, or dismiss. A `block` needs a second reviewer, who decides the
    same. A reviewer may drop, replace and shorten measures, with a --reason, and never make them graver.

    Example: pinocchio case decide c-0123 --db cases.db --as alice
    """
    from governance.decide.penalties.adjust import changes_of

    who = options.user(user)
    changes = changes_of(drop or (), replace or (), shorten or ())
    _act(case, db, rules, scheme, format_, lang,
         lambda desk, found, at: desk.decide(found, who, at, dismiss=dismiss, reason=reason,
                                             changes=changes))  # fmt: skip


@app.command()
def expire(db: options.Db = None, as_of: AsOf = None, format_: Format = None, lang: options.Language = "zh") -> None:
    """Write down which measures and points have run out. Says nothing new: terms end by themselves.

    Example: pinocchio case expire --db cases.db
    """
    from governance.cases.dates import instant
    from governance.cases.expiry import expired
    from governance.cases.state import Fold
    from governance.errors import UsageError
    from governance.ledger import Ledger, location, now

    at = instant(as_of, "--as-of") or now()
    if at > now():
        raise UsageError.of(f"--as-of {as_of} is in the future", mend="what has not ended cannot be written down")
    with Ledger(location(db)) as ledger:
        events = expired(Fold(ledger.iterate()), at)
        ledger.append(events)
    rows = [{"case": event.case, "party": event.parties[0], "at": event.event_time, **event.payload}
            for event in events]  # fmt: skip
    _print(rows, format_, lang, lambda face: face.expired(rows), many=True)


@app.command()
def appeal(case: CaseId, db: options.Db = None,
           user: Annotated[str | None, typer.Option("--as", metavar="USER",
                                                    help="Who appeals (default: the party).")] = None,
           reason: Reason = "", rules: options.Rules = None,
           format_: Format = None, lang: options.Language = "zh") -> None:  # fmt: skip
    """The party's appeal, within its term.

    Example: pinocchio case appeal c-0123 --db cases.db --as M001 --reason 有检测报告
    """
    _act(
        case,
        db,
        rules,
        None,
        format_,
        lang,
        lambda desk, found, at: desk.appeal(found, user or found.party, at, reason),
    )


@app.command()
def uphold(case: CaseId, db: options.Db = None, user: User = None, reason: Reason = "", rules: options.Rules = None,
           format_: Format = None, lang: options.Language = "zh") -> None:  # fmt: skip
    """Answer an appeal: the penalty stays.

    Example: pinocchio case uphold c-0123 --db cases.db --as carol --reason 报告与商品不符
    """
    _act(case, db, rules, None, format_, lang,
         lambda desk, found, at: desk.answer(found, options.user(user), at, overturn=False, reason=reason))  # fmt: skip


@app.command()
def overturn(case: CaseId, db: options.Db = None, user: User = None, reason: Reason = "", rules: options.Rules = None,
             format_: Format = None, lang: options.Language = "zh") -> None:  # fmt: skip
    """Answer an appeal: the penalty falls, as if it had never been.

    Example: pinocchio case overturn c-0123 --db cases.db --as carol --reason 报告属实
    """
    _act(case, db, rules, None, format_, lang,
         lambda desk, found, at: desk.answer(found, options.user(user), at, overturn=True, reason=reason))  # fmt: skip


@app.command()
def note(case: CaseId, text: Annotated[str, typer.Argument(metavar="TEXT", help="What to put on the record.")],
         db: options.Db = None, user: User = None, rules: options.Rules = None, format_: Format = None,
         lang: options.Language = "zh") -> None:  # fmt: skip
    """Put a remark on the record. Example: pinocchio case note c-0123 已电话联系商家 --db cases.db --as alice"""
    _act(case, db, rules, None, format_, lang, lambda desk, found, at: desk.note(found, options.user(user), at, text))


def _act(case: str, db: str | None, rules: list[Path] | None, scheme: str | None, format_: str | None, lang: str,
         make: Callable[[Desk, Case, str], Event]) -> None:  # fmt: skip
    """Fold, ask, append, and show the case as it is now."""
    from governance.cases.view import show as record_of
    from governance.ledger import Ledger, location, now

    options.format_of(format_)
    options.one_of(lang, ("zh", "en"), "--lang")
    desk = _desk(case, db, rules, scheme, "", "")
    at = now()
    event = make(desk, desk.find(case), at)
    with Ledger(location(db)) as ledger:
        ledger.append([event])
        for entry in ledger.iterate(after=desk.fold.seq, case=event.case):
            desk.fold.add(entry)
    record = record_of(desk.find(event.case), desk, now())
    _print(record, format_, lang, lambda face: face.case(record), desk=desk)


def _desk(case: str, db: str | None, rules: list[Path] | None, scheme: str | None, until: str, known: str) -> Desk:
    from governance.cases.desk import open_desk
    from governance.ledger import Ledger, location

    with Ledger(location(db)) as ledger:
        return open_desk(ledger, case=case, rules=tuple(rules or ()), scheme=scheme, until=until, known_at=known)


def _instants(as_of: str | None, known_at: str | None) -> tuple[str, str]:
    from governance.cases.dates import instant

    return instant(as_of, "--as-of"), instant(known_at, "--known-at")


def _print(record: Any, format_: str | None, lang: str, draw: Callable[[Any], None], *, desk: Desk | None = None,
           many: bool = False) -> None:  # fmt: skip
    chosen, language = options.format_of(format_), options.language(lang)
    if options.echo_records(record, chosen, many=many):
        return
    from governance.report.cases import CaseFace

    ladder = desk.policy.file.ladder if desk is not None else ()
    titles = {measure.id: {"zh": measure.title.zh, "en": measure.title.en} for measure in ladder}
    draw(CaseFace(sys.stdout, language, titles))
