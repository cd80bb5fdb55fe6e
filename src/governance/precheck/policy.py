"""Read the requirements, and refuse what could never work, each with its line."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import msgspec

from governance.errors import did_you_mean
from governance.model import CATEGORIES, EVIDENCE_TYPES
from governance.precheck.schema import RequirementsFile
from governance.rulebook.policyfile import PolicyFile

CHECKS = (
    "price/base", "price/no-history", "price/reference", "price/raised", "price/final", "price/above-list",
    "price/words", "gift/value", "gift/terms", "stock/limited", "stock/unproved", "draw/top-prize", "draw/terms",
    "evidence/own-word", "evidence/file",
)  # fmt: skip
"""The checks that the code makes; each needs its words, weight and law in the file."""
_ONE_OF = ("papers", "facts", "say", "never", "agree")


class Policy(msgspec.Struct, frozen=True):
    """The requirements with their patterns compiled, by requirement id."""

    file: RequirementsFile
    patterns: dict[str, dict[str, Any]]


def read_policy(overlays: tuple[Path, ...] = (), contexts: Collection[str] = ()) -> Policy:
    """The requirements of the last folder that has them. Raises RulebookError with every problem.

    ``contexts`` are those of the rulebook; without them, names in ``unless`` are not looked up.
    """
    import re2

    read = PolicyFile.latest("precheck/requirements.yaml", overlays, RequirementsFile)
    file, wrong = read.content, read.wrong
    patterns: dict[str, dict[str, Any]] = {}
    for check in CHECKS:
        if check not in file.checks:
            wrong("$.checks", f"no words for the check {check!r}", "give reason, mend, severity and law")
    for check in file.checks:
        if check not in CHECKS:
            wrong(f"$.checks.{check}", f"no check {check!r}", did_you_mean(check, CHECKS) or ", ".join(CHECKS))
    for index, one in enumerate(file.requirements):
        at = f"$.requirements[{index}]"
        if one.id in patterns:
            wrong(at, f"{one.id!r} stands twice", "rename one")
        if sum(bool(getattr(one, field)) for field in _ONE_OF) != 1:
            wrong(at, f"{one.id!r} asks for nothing or for two things", "give exactly one of " + ", ".join(_ONE_OF))
        for category in one.categories:
            if category not in CATEGORIES:
                wrong(at, f"no category {category!r}", did_you_mean(category, CATEGORIES))
        for name in one.unless if contexts else ():
            if name not in contexts:
                wrong(f"{at}.unless", f"no context {name!r}", did_you_mean(name, contexts))
        for kind in one.papers.types if one.papers else ():
            if kind not in EVIDENCE_TYPES:
                wrong(at, f"no evidence type {kind!r}", did_you_mean(kind, EVIDENCE_TYPES))
        patterns[one.id] = {}
        written = {
            "when": one.when,
            "say": one.say,
            "never": one.never,
            "agree": one.agree.pattern if one.agree else "",
        }
        for field, pattern in written.items():
            if pattern:
                try:
                    patterns[one.id][field] = re2.compile(pattern)
                except re2.error as error:
                    wrong(f"{at}.{field}", f"{field} is no pattern ({error})", "mend the expression")
    return Policy(read.done(), patterns)
