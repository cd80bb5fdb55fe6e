"""Write docs/contexts/: a page for each context, from the data and the cases in rules/contexts/.

    .venv/bin/python scripts/context_pages.py            # write the pages
    .venv/bin/python scripts/context_pages.py --check    # exit 1 when one is not what the rulebook says

The cases are those that ``pinocchio rules test`` runs; each has the claim in brackets.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

from governance.rulebook.source import Source, read

HERE = Path(__file__).resolve().parents[1]
FOLDER = HERE / "docs" / "contexts"
EFFECT = {"clear": "clears the claim", "downgrade": "lowers the claim to low severity and keeps it on record"}
MANY = 40  # rules that a page names; more are named by family
INDEX = """# Contexts

The same words may be a claim, its denial, a viewer's question or the name of a product. Each context is a file of data
in `rules/contexts/`, used by name in a rule's `unless`. A cue may speak before or after the claim, inside it,
around it, or anywhere in its sentence or its neighbours; what `keeps` a claim wins over what clears it. To see every
context that was tried on a sentence, and its outcome: `pinocchio rules explain ID --text '…'`.

These pages are written by `scripts/context_pages.py`; the cases are run by `pinocchio rules test`.

| context | what it is | effect |
|---|---|---|
"""


def pages(source: Source) -> dict[str, str]:
    """Every page by its file name."""
    used: dict[str, list[str]] = defaultdict(list)
    for located in source.rules:
        for name in located.rule.unless:
            used[name].append(located.rule.id)
    index, out = INDEX, {}
    for name, context in sorted(source.contexts.items()):
        index += f"| [{name}]({name}.md) | {context.title.zh} · {context.title.en} | {EFFECT[context.effect]} |\n"
        rules = sorted(used[name])
        out[f"{name}.md"] = "\n".join([
            f"# {context.title.zh} · {context.title.en} (`{name}`)",
            "",
            context.why.zh,
            "",
            f"{context.why.en} Where it speaks, it {EFFECT[context.effect]}.",
            "",
            "## It speaks",
            "",
            *(f"- {_case(one)}" for one in context.examples.clears),
            "",
            "## It does not, though it looks like it",
            "",
            *(f"- {_case(one)}" for one in context.examples.keeps),
            "",
            "## Rules that ask for it",
            "",
            _askers(rules),
            "",
        ])  # fmt: skip
    return {"README.md": index, **out}


def _askers(rules: list[str]) -> str:
    """The rules by name while a reader can take them in, their families when there are too many."""
    if len(rules) <= MANY:
        return ", ".join(f"`{rule}`" for rule in rules) or "None."
    families = sorted({rule.partition("/")[0] for rule in rules})
    return f"Too many to name, of {', '.join(families)}; `pinocchio rules explain ID` says what a rule asks for."


def _case(text: str) -> str:
    return text.replace("[", "**").replace("]", "**")


def main() -> int:
    """Write or check."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true")
    check = options.parse_args().check
    wanted = pages(read())
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    if check:
        stale = sorted(name for name in {*wanted, *there} if wanted.get(name) != there.get(name))
        print(f"{len(stale)} of {len(wanted)} pages are not what the rulebook says: {', '.join(stale)}" if stale
              else f"{len(wanted)} pages are up to date")  # fmt: skip
        return 1 if stale else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in there.keys() - wanted.keys():
        (FOLDER / name).unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"{len(wanted)} pages written to {FOLDER.relative_to(HERE)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
