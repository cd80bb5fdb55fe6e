"""Every policy file beside the rules: its schema for editors, and the reader that refuses what could not work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from governance.errors import Problem, RulebookError
from governance.rulebook.policyfile import PolicyFile


class Policy(NamedTuple):
    """A policy file, its shape, and what reads it with all its checks."""

    file: str
    kind: type[Any]
    read: Callable[[tuple[Path, ...]], Any]


def policies() -> dict[str, Policy]:
    """By the name that ``rules schema`` takes."""
    from governance.decide.penalties.policy import read_policy as read_penalties
    from governance.decide.penalties.schema import PenaltyFile
    from governance.live import load_policy
    from governance.live.policy import LivePolicy
    from governance.precheck.policy import read_policy as read_requirements
    from governance.precheck.schema import RequirementsFile
    from governance.rewrite.schema import RewritesFile
    from governance.rulebook.admission import AdmissionFile, read_admission
    from governance.rulebook.papercheck import read_evidence
    from governance.rulebook.papers import EvidenceFile
    from governance.rulebook.schema import ReaderFile
    from governance.trust.benefits import EntitlementFile, read_entitlements
    from governance.trust.policy import read_trust
    from governance.trust.schema import TrustFile

    return {
        "trust": Policy("trust.yaml", TrustFile, read_trust),
        "entitlements": Policy("entitlements.yaml", EntitlementFile, read_entitlements),
        "admission": Policy("admission.yaml", AdmissionFile, read_admission),
        "live": Policy("live.yaml", LivePolicy, load_policy),
        "evidence": Policy("evidence.yaml", EvidenceFile, read_evidence),
        "reader": Policy("reader.yaml", ReaderFile, _read_reader),
        "requirements": Policy("precheck/requirements.yaml", RequirementsFile, read_requirements),
        "rewrites": Policy("precheck/rewrites.yaml", RewritesFile, _read_rewrites),
        "penalties": Policy("decisions/penalties.yaml", PenaltyFile, read_penalties),
    }


def check_policies(overlays: tuple[Path, ...]) -> None:
    """Read every policy file. Raises RulebookError with what is wrong in any of them: nothing runs with it."""
    from governance.decide.rules import read_decisions

    problems: list[Problem] = []
    for read in (read_decisions, *(one.read for one in policies().values())):
        try:
            read(overlays)
        except RulebookError as error:
            problems += error.problems
    if problems:
        raise RulebookError(*dict.fromkeys(problems))


def remarks(overlays: tuple[Path, ...], day: str) -> Iterator[Problem]:
    """Policy files whose thresholds rest on nothing, or are dated after ``day``."""
    for one in policies().values():
        read = PolicyFile.latest(one.file, overlays, one.kind)
        for at, dated in _dated(read.content):
            if len(dated["source"].strip()) < SHORTEST_SOURCE:
                read.wrong(f"{at}.source", "thresholds without a source", "say where they come from, or whose choice")
            if dated["date"] > day:
                read.wrong(f"{at}.date", f"dated {dated['date']}, after {day}", "give the day they were set")
        yield from read.problems


SHORTEST_SOURCE = 4


def _dated(content: Any) -> Iterator[tuple[str, dict[str, str]]]:
    """The file, and the dated presets and models in it, with date and source."""
    day = content.date if hasattr(content, "date") else content.trained
    yield "$", {"date": day, "source": content.source}
    if (papers := getattr(content, "papers", None)) is not None:
        yield "$.papers", {"date": papers.trained, "source": papers.source}
    for group in ("indices", "schemes"):
        for name, preset in (getattr(content, group, None) or {}).items():
            if hasattr(preset, "source"):
                yield f"$.{group}.{name}", {"date": getattr(preset, "date", ""), "source": preset.source}


def _read_reader(overlays: tuple[Path, ...]) -> Any:
    from governance.rulebook.schema import ReaderFile

    read = PolicyFile.latest("reader.yaml", overlays, ReaderFile)
    file = read.content
    if not file.clear_critical_below <= file.clear_grave_below <= file.clear_below < file.flag_at:
        read.wrong("$.clear_below", "odds do not rise: clear_critical_below, clear_grave_below, clear_below, flag_at",
                   "what reads innocent must lie below what is flagged")  # fmt: skip
    clerk = file.papers
    if clerk and not (clerk.clear_worded_below <= clerk.clear_below < clerk.charge_at <= clerk.charge_proved_at):
        read.wrong("$.papers.clear_below",
                   "odds do not rise: clear_worded_below, clear_below, charge_at, charge_proved_at",
                   "what papers prove must lie below what they leave open")  # fmt: skip
    return read.done()


def _read_rewrites(overlays: tuple[Path, ...]) -> Any:
    from governance.rewrite.editor.model import Editor
    from governance.rewrite.schema import read_rewrites

    read = read_rewrites(overlays)
    if read.editor is not None:
        Editor.load(read.editor)
    return read
