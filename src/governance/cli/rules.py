"""``pinocchio rules``: list, explain, lint, test and describe the rulebook."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from governance.cli import options
from governance.errors import UsageError, did_you_mean, one_line

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True,
                  help="The rulebook: list, explain, lint, test, schema. Example: pinocchio rules list")  # fmt: skip

Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, json or jsonl.")]


@app.command("list")
def list_(
    family: Annotated[str | None, typer.Option("--family", help="Only this family.")] = None,
    format_: Format = "text",
    rules: options.Rules = None,
    lang: options.Language = "zh",
) -> None:
    """List the rules in force. Example: pinocchio rules list --family medical"""
    from governance.model import FAMILIES
    from governance.report.jsonl import dumps
    from governance.rulebook.book import load

    options.one_of(format_, ("text", "json", "jsonl"), "--format")
    options.one_of(lang, ("zh", "en"), "--lang")
    if family is not None:
        options.one_of(family, FAMILIES, "--family")
    book = load(tuple(rules or ()))
    rows = [
        {
            "id": compiled.rule.id, "family": compiled.family, "title": compiled.rule.title.to(lang),
            "status": compiled.rule.status, "severity": compiled.rule.severity, "law": list(compiled.rule.law),
        }
        for compiled in sorted(book.rules, key=lambda compiled: compiled.rule.id)
        if family is None or compiled.family == family
    ]  # fmt: skip
    if format_ == "json":
        typer.echo(dumps(rows))
    elif format_ == "jsonl":
        for row in rows:
            typer.echo(dumps(row))
    else:
        from governance.report.rules import show_list

        show_list(rows, f"{book.version}  {book.digest}", sys.stdout)


@app.command()
def explain(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="A rule, such as absolute/superlative.")],
    text: Annotated[str | None, typer.Option("--text", help="Judge this sentence and show every step.")] = None,
    category: Annotated[str | None, typer.Option("--category", help="Kind of goods the sentence is about.")] = None,
    format_: Format = "text",
    rules: options.Rules = None,
    lang: options.Language = "zh",
) -> None:  # fmt: skip
    """Say what a rule means, or why it flags a sentence or lets it pass.

    Example: pinocchio rules explain absolute/lowest-price --text 我不敢说全网最低
    """
    from governance.beijing import today
    from governance.model import CATEGORIES, Document
    from governance.report.jsonl import dumps
    from governance.report.rules import show_card, show_trace
    from governance.rulebook.book import load
    from governance.workbench.explain import rule_card, trace

    options.one_of(format_, ("text", "json", "jsonl"), "--format")
    options.one_of(lang, ("zh", "en"), "--lang")
    if category is not None:
        options.one_of(category, CATEGORIES, "--category")
    book = load(tuple(rules or ()))
    compiled = book.by_id.get(rule_id)
    if compiled is None:
        mend = did_you_mean(rule_id, book.by_id) or "see `pinocchio rules list`"
        raise UsageError.of(f"no rule {rule_id!r}", mend=mend)
    if text is None:
        card = rule_card(book, compiled)
        typer.echo(dumps(card)) if format_ != "text" else show_card(card, "en" if lang == "en" else "zh", sys.stdout)
        return
    steps = trace(book, compiled, Document(id="text", text=text, category=category), today())
    typer.echo(dumps(steps)) if format_ != "text" else show_trace(steps, sys.stdout)


@app.command("test")
def try_examples(
    only: Annotated[list[str] | None, typer.Argument(metavar="[RULE|FAMILY|CONTEXT]...")] = None,
    format_: Format = "text",
    rules: options.Rules = None,
) -> None:
    """Run the examples that stand beside every rule and context. Example: pinocchio rules test medical"""
    from governance.report.jsonl import dumps
    from governance.rulebook.book import load
    from governance.workbench.examples import run

    options.one_of(format_, ("text", "json", "jsonl"), "--format")
    book = load(tuple(rules or ()))
    known = {*book.by_id, *book.contexts, *book.source.families}
    for name in only or ():
        if name not in known:
            raise UsageError.of(f"no rule, family or context {name!r}", mend=did_you_mean(name, known))
    total = failed = 0
    for outcome in run(book, frozenset(only or ())):
        total += 1
        failed += not outcome.ok
        if format_ != "text":
            typer.echo(dumps({**outcome._asdict(), "place": str(outcome.place)}))
        elif not outcome.ok:
            line = f"{outcome.place}: {outcome.owner} should {outcome.expects} {outcome.text!r}: {outcome.detail}"
            typer.echo(one_line(line))
    typer.echo(f"{total} examples, {failed} wrong", err=format_ != "text")
    raise typer.Exit(1 if failed or not total else 0)


@app.command()
def lint(
    format_: Format = "text",
    rules: options.Rules = None,
    as_of: options.AsOf = None,
    checks: Annotated[bool, typer.Option("--checks", help="List the checks instead of running them.")] = False,
) -> None:
    """Check the rulebook and every policy file beside it. Example: pinocchio rules lint"""
    from governance.beijing import today
    from governance.cli.policies import check_policies, remarks
    from governance.report.jsonl import dumps
    from governance.rulebook.book import load
    from governance.rulebook.lint import CHECKS, lint_book
    from governance.rulebook.lint.check import Found

    options.one_of(format_, ("text", "json", "jsonl"), "--format")
    if checks:
        for check in CHECKS:
            typer.echo(f"{check.name:<28} {check.about}")
        typer.echo(f"{'policy-unsourced':<28} A policy file has thresholds without a source, or dated ahead.")
        return
    day = options.day(as_of) or today()
    overlays = tuple(rules or ())
    check_policies(overlays)  # what is wrong there is no remark: nothing runs with it
    found = [Found("policy-unsourced", problem) for problem in remarks(overlays, day)]
    found += lint_book(load(overlays), day)
    for item in found:
        if format_ == "text":
            typer.echo(f"{item.problem} [{item.check}]")
        else:
            typer.echo(dumps({"check": item.check, "what": item.problem.what, "place": str(item.problem.place),
                              "mend": item.problem.mend}))  # fmt: skip
    typer.echo(f"{len(CHECKS) + 1} checks, {len(found)} found", err=format_ != "text")
    raise typer.Exit(1 if found else 0)


@app.command()
def schema(
    what: Annotated[
        str,
        typer.Argument(
            help="rules, lexicons, context, law, categories, rulebook, decisions, penalties, trust, "
            "entitlements, admission, live, reader, requirements, rewrites; or a file of a rules folder."
        ),
    ] = "rules",
) -> None:
    """Print the JSON Schema of a rulebook file, for editors. Example: pinocchio rules schema context"""
    import msgspec

    from governance.cli.policies import policies
    from governance.decide.rules import DecisionFile
    from governance.report.jsonl import dumps
    from governance.rulebook import schema as s

    kinds = {
        "rules": s.RuleFile, "lexicons": s.LexiconFile, "context": s.ContextFile, "law": s.LawFile,
        "categories": s.CategoriesFile, "rulebook": s.Manifest,
        "decisions": DecisionFile, **{name: one.kind for name, one in policies().items()},
    }  # fmt: skip
    what = _kind_of(what) if what.endswith((".yaml", ".yml")) else what
    options.one_of(what, tuple(kinds), "schema")
    made = msgspec.json.schema(kinds[what])
    typer.echo(dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **made}))


def _kind_of(file: str) -> str:
    """The schema of a file by its place in a rules folder."""
    from pathlib import Path

    from governance.cli.policies import policies

    path = Path(file)
    folders = {"detection": "rules", "lexicons": "lexicons", "contexts": "context", "decisions": "decisions"}
    for name, one in policies().items():
        policy = Path(one.file)
        if policy.name == path.name and path.parent.name in (policy.parent.name, *({path.parent.name} - {*folders})):
            return name  # lexicons/evidence.yaml is a lexicon
    return folders.get(path.parent.name) or path.stem
