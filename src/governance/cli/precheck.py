"""``pinocchio precheck``: claim sheets laid beside their evidence, and a gate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from governance.cli import options

FACES = ("text", "json", "jsonl", "html", "xlsx", "sarif")


class _DefaultRun(TyperGroup):
    """``precheck SHEETS`` is ``precheck run SHEETS``; ``template`` and ``verify`` are called by name."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, "--help"):
            args = ["run", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_DefaultRun, add_completion=False, rich_markup_mode=None, no_args_is_help=True,
    help="Check claim sheets before the promotion: what may run, what is missing, what must change.\n\n"
    "Example: pinocchio precheck corpora/promos --format text",
)  # fmt: skip


Gate = Annotated[
    Path | None, typer.Option("--gate", metavar="FILE", help="Who and what may run (rules/admission.yaml).")
]


@app.command()
def run(
    sources: Annotated[list[str], typer.Argument(metavar="SHEET...", help="Claim sheets: files or folders.")],
    format_: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help=", ".join(FACES) + ".")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the review there.")
    ] = None,
    gate: Gate = None,
    db: options.Db = None,
    metrics: Annotated[
        Path | None,
        typer.Option("--metrics", metavar="PATH", help="Merchant figures, for score and tier (see `trust`)."),
    ] = None,
    certificate: Annotated[
        list[Path] | None,
        typer.Option(
            "--certificate",
            metavar="FILE",
            help="Write a dated review certificate: .json (to verify), .html or .pdf (repeatable).",
        ),
    ] = None,
    show_all: Annotated[bool, typer.Option("--show-all", help="Also show what is supported.")] = False,
    rules: options.Rules = None,
    as_of: options.AsOf = None,
    lang: options.Language = "zh",
) -> None:
    """Review claim sheets and say what may run. Exit 1 when a sheet is held or refused.

    With --db the merchant's standing and severe cases are looked at, with --metrics its score and tier too; without
    them its conditions are reported as not looked at.
    """
    import os

    from governance.admission import open_merchants
    from governance.cases.dates import instant
    from governance.errors import Problem, UsageError
    from governance.precheck.output import admitted, batch_record, review_record
    from governance.precheck.reading import read_sheets
    from governance.precheck.review import Reviewer
    from governance.report.certificate import FORMS
    from governance.report.precheck_faces import face
    from governance.rulebook.admission import LEVELS

    chosen = options.format_of(format_, FACES)
    language = options.language(lang)
    for path in certificate or ():
        options.one_of(path.suffix.lower(), FORMS, "--certificate ending")
    if chosen == "xlsx" and output is None:
        raise UsageError.of("an xlsx cannot be printed", mend="say where: -o review.xlsx")
    reviewer = Reviewer(tuple(rules or ()), gate=gate, as_of=options.day(as_of), lang=language)
    ledger = db or os.environ.get("PINOCCHIO_DB") or None
    merchants = open_merchants(reviewer.admission, ledger, metrics, tuple(rules or ()), instant(as_of, "--as-of"))
    problems = 0
    records: list[dict[str, Any]] = []
    certified: list[dict[str, Any]] = []
    with face(chosen, output, lang=language, show_all=show_all) as shown:
        for item in read_sheets(sources):
            if isinstance(item, Problem):
                problems += 1
                options.complain(item)
                continue
            review = reviewer.review(item)
            record = admitted(review_record(review), merchants.look(review.sheet.merchant))
            shown.add(record)
            records.append({"level": record["level"]})
            if certificate:
                from governance.precheck.certificate import entry

                certified.append(entry(review, record))
        batch = batch_record(records)
        shown.close(batch)
    if certificate:
        from governance.precheck.certificate import certify, write
        from governance.report.certificate import write_certificate

        body = certify(certified, batch, reviewer)
        for path in certificate:
            write(path, body) if path.suffix.lower() == ".json" else write_certificate(path, body, language)
    if problems:
        raise typer.Exit(2)
    raise typer.Exit(1 if LEVELS.index(batch["level"]) >= LEVELS.index(reviewer.admission.items.fail_at) else 0)


@app.command()
def verify(
    certificate: Annotated[Path, typer.Argument(metavar="CERT", help="A certificate made with --certificate.")],
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SHEET]...", help="Where the sheets are now (default: where they were)."),
    ] = None,
    gate: Gate = None,
    rules: options.Rules = None,
) -> None:
    """Check that script, sheet, evidence, gate and rulebook are still those that were reviewed. Exit 1 when one is not.

    Example: pinocchio precheck verify review.json
    """
    from governance.errors import Problem
    from governance.precheck.certificate import gate_digest, read
    from governance.precheck.certificate import verify as changes
    from governance.rulebook.admission import read_admission
    from governance.rulebook.source import read as read_rules

    body = read(certificate)
    overlays = tuple(rules or ())
    now = read_rules(overlays).digest, gate_digest(read_admission(overlays, gate))
    changed = problems = 0
    for item in changes(body, *now, sources or ()):
        changed += 1
        if isinstance(item, Problem):
            problems += 1
            options.complain(item)
        else:
            typer.echo(item)
    if not changed:
        typer.echo(
            f"unchanged since {body['reviewed_at']}: {len(body['sheets'])} sheets, level {body['batch']['level']}"
        )
    raise typer.Exit(2 if problems else 1 if changed else 0)


@app.command()
def template(
    category: Annotated[
        str, typer.Option("--category", help="Kind of goods, as in the contract (food, cosmetic, jewelry …).")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE.xlsx", help="Where to write the workbook.")],
    rules: options.Rules = None,
    lang: options.Language = "zh",
) -> None:
    """Write an empty claim workbook for a category, with what it must hand in as a comment.

    Example: pinocchio precheck template --category cosmetic -o promo.xlsx
    """
    from governance.model import CATEGORIES
    from governance.precheck.policy import read_policy
    from governance.precheck.template import write_template

    options.one_of(category, CATEGORIES, "--category")
    language = options.language(lang)
    write_template(output, category, read_policy(tuple(rules or ())), language)
