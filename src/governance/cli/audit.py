"""``pinocchio audit``: look at a whole archive; ``pinocchio audit diff``: what changed between two audits."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from governance.cli import options
from governance.model import VERDICTS, Lang


class _Audit(TyperGroup):
    """``audit SOURCE…`` is the command itself; ``diff`` is the only word that means something else."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Call the audit unless the first word names another command."""
        named = bool(args) and args[0] in self.commands
        return super().parse_args(ctx, args if named else [_ITSELF, *args])


_ITSELF = "run"
app = typer.Typer(cls=_Audit, add_completion=False, rich_markup_mode=None)
EXAMPLE = """Example: pinocchio audit corpora/transcripts --out out

To compare two audits: pinocchio audit diff OUT_A OUT_B"""


@app.command(_ITSELF, hidden=True, epilog=EXAMPLE)
def audit(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, globs or URLs; also .gz, .zst, Parquet.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the outputs, new or of the same run.")],
    rules: options.Rules = None,
    as_of: options.AsOf = None,
    lang: options.Language = "zh",
    fail_on: options.FailOn = "review",
    from_: options.From = None,
    category: Annotated[
        str | None, typer.Option("--category", help="Kind of goods for documents that do not say.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Worker processes (default: processors).")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Stop after so many documents.")] = None,
    sample: Annotated[
        float | None, typer.Option("--sample", metavar="RATE", help="Share of the documents (0 to 1), always the same.")
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option("--timeout", min=0.1, help="Seconds for a document of up to 100,000 characters (default: 120)."),
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", metavar="DIR", help="Report only what this earlier audit did not have.")
    ] = None,
    engine: Annotated[str, typer.Option("--engine", metavar="local|spark", help="Where to scan.")] = "local",
    master: Annotated[
        str | None, typer.Option("--master", metavar="URL", help="Spark master, such as local[4], yarn or k8s://….")
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="Write to the ledger: scans, and the cases they open.")
    ] = False,
    db: options.Db = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the audit in DIR; this is what happens anyway.")
    ] = True,
    retry: Annotated[bool, typer.Option("--retry", help="Try again what failed in the run before.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Start anew, over whatever audit DIR holds.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress and no last line.")] = False,
) -> None:
    """Audit an archive: every document scanned, with tables, a summary and a report to open in a browser.

    Killed or interrupted, run the same command again: finished work is kept. After a change of rules, the same command
    scans only what the change can affect.
    """
    from governance.audit.plan import Plan
    from governance.audit.run import Run
    from governance.cli.progress import bar
    from governance.cli.recording import Recording
    from governance.errors import Problem, UsageError
    from governance.ingest import FORMATS as READABLE
    from governance.model import CATEGORIES

    language = options.language(lang)
    options.one_of(fail_on, VERDICTS, "--fail-on")
    if from_ is not None:
        options.one_of(from_, READABLE, "--from")
    if category is not None:
        options.one_of(category, CATEGORIES, "--category")
    options.one_of(engine, ("local", "spark"), "--engine")
    if master is not None and engine != "spark":
        raise UsageError.of("--master without --engine spark", mend="add --engine spark")
    if engine == "spark" and (workers or timeout or retry):
        raise UsageError.of("--workers, --timeout and --retry are for --engine local", mend="see docs/spark.md")
    if sample is not None and not 0 < sample <= 1:
        raise UsageError.of(f"--sample {sample:g} is no share", mend="give a number above 0 and up to 1, such as 0.05")
    if "-" in sources:
        raise UsageError.of("an audit cannot read standard input", mend="save it to a file: it may be read again")
    ledger = options.ledger_of(db, record)
    if record and baseline:
        raise UsageError.of(
            "--record with --baseline", mend="record a whole audit: a verdict on half of it would count"
        )
    plan = Plan(
        tuple(sources), rules=tuple(str(folder) for folder in rules or ()), as_of=options.day(as_of),
        lang=language, from_format=from_, category=category, limit=limit, sample=sample,
    )  # fmt: skip
    with Recording(ledger, options.complain) as recording:
        if engine == "spark":
            from governance.audit.spark import SparkRun

            spark = SparkRun(plan, out, master=master, force=force, baseline=baseline)
            told = spark.go(options.complain, recording.add)
        else:
            run = Run(plan, out, workers=workers or os.cpu_count() or 1, timeout=timeout or 120.0, force=force,
                      retry=retry, baseline=baseline)  # fmt: skip
            with bar(quiet) as tick:
                told = run.go(options.complain, tick, recording.add)
    if told["failed"]:
        options.complain(Problem(f"{told['failed']} documents could not be scanned; see {out / 'errors.jsonl'}"))
    if not quiet:
        typer.echo(_last_line(told, out, plan.lang))
    if told["unreadable"] or told["failed"] or recording.refused:
        raise typer.Exit(2)
    worst = [name for name in VERDICTS if told["verdicts"][name]]
    options.leave(worst[-1] if worst else None, fail_on, recorded=record)


def _last_line(told: dict[str, Any], out: Path, lang: Lang) -> str:
    from governance.report.words import word

    counts = "  ".join(f"{word(name, lang)} {told['verdicts'][name]}" for name in reversed(VERDICTS))
    parts = [f"{told['documents']} {word('documents', lang)}", counts,
             f"{told['findings']} {word('findings', lang)}", str(out / "report.html")]  # fmt: skip
    return "  ".join(parts)


@app.command("diff")
def diff(
    before: Annotated[Path, typer.Argument(metavar="RUN_A", help="The --out folder of the audit before.")],
    after: Annotated[Path, typer.Argument(metavar="RUN_B", help="The --out folder of the audit after.")],
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="text, json (counts) or jsonl (a finding a line).")
    ] = None,
    lang: options.Language = "zh",
) -> None:
    """What appeared and what vanished between two audits, by rule and merchant.

    Example: pinocchio audit diff OUT_A OUT_B --format json
    """
    import sys

    from governance.audit.compare import Comparison
    from governance.report.comparison import as_text
    from governance.report.jsonl import dumps

    out = sys.stdout
    chosen = options.format_of(format_)
    language = options.language(lang)
    found = Comparison(before, after)
    if chosen == "text":
        out.write(as_text(found.summary(), language))
    elif chosen == "json":
        out.write(dumps(found.summary()) + "\n")
    else:
        for change, rows in (("appeared", found.appeared()), ("vanished", found.vanished())):
            out.writelines(dumps({"change": change, **row}) + "\n" for row in rows)
