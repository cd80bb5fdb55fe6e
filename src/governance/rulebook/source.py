"""Read a rulebook from its files: the shipped one, and overlays that add, replace or switch off by id."""

from __future__ import annotations

import hashlib
import os
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from governance.errors import Place, Problem, RulebookError, did_you_mean
from governance.rulebook import cache
from governance.rulebook import schema as s
from governance.rulebook.papers import EvidenceFile
from governance.rulebook.yamlsafe import Positions, decode

MAX_FILES = 500
POLICIES = (
    "trust.yaml", "entitlements.yaml", "admission.yaml", "live.yaml",
    "precheck/requirements.yaml", "precheck/rewrites.yaml",
)  # fmt: skip
MODEL = ".npz"  # trained weights, named by a reader.yaml; they count in the digest


class Located(msgspec.Struct, frozen=True):
    """A rule with its family and the place it is written."""

    rule: s.Rule
    family: str
    place: Place


class Source(msgspec.Struct, frozen=True):
    """Everything the files say, merged, with defaults applied to the rules; not yet compiled."""

    version: str
    digest: str
    rules: tuple[Located, ...]
    lexicons: dict[str, s.Lexicon]
    emoji: dict[str, str]
    codewords: tuple[s.Code, ...]
    fillers: dict[str, tuple[str, ...]]
    weights: dict[str, float]
    parts: dict[str, str]
    contexts: dict[str, s.ContextFile]
    law: s.LawFile
    categories: s.CategoriesFile
    families: dict[str, s.Bilingual]
    places: dict[str, Place]
    disabled: tuple[str, ...] = ()
    reader: s.ReaderFile | None = None
    reader_model: str = ""
    papers_model: str = ""
    evidence: EvidenceFile | None = None


def shipped() -> Path:
    """The folder of the rulebook that came with the package (or lies beside a source checkout)."""
    packaged = Path(str(resources.files("governance") / "_rules"))
    if packaged.is_dir():
        return packaged
    return Path(__file__).resolve().parents[3] / "rules"


def read(overlays: tuple[Path, ...] = ()) -> Source:
    """Read the shipped rulebook and lay ``overlays`` over it, in order.

    Raises RulebookError carrying every problem found, so that one bad file does not hide the next.
    """
    folders = [shipped(), *overlays]
    files: list[tuple[Path, Path, bytes]] = []
    for folder in folders:
        if not folder.is_dir():
            raise RulebookError.of("no such rules folder", str(folder), "give a folder of YAML files")
        found = sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml", MODEL))
        if not any(path.suffix != MODEL for path in found):
            raise RulebookError.of("no YAML file in this rules folder", str(folder), "see `pinocchio rules schema`")
        if len(found) > MAX_FILES:
            raise RulebookError.of(f"more than {MAX_FILES} rule files", str(folder), "merge some of them")
        for path in found:
            try:
                files.append((folder, path, path.read_bytes()))
            except OSError as error:
                raise RulebookError.of(error.strerror or "cannot be read", str(path), "check the file") from None
    digest = _digest(files)
    # Places name files by path, so the same bytes in another folder are another entry.
    key = digest + "".join(str(path) for _, path, _ in files)
    cached = cache.get("rules", key, Source)
    if cached is None:
        cached = _merge(files, digest)
        cache.put("rules", key, cached)
    return cached


def _digest(files: list[tuple[Path, Path, bytes]]) -> str:
    total = hashlib.sha256()
    for folder, path, data in files:
        name = path.relative_to(folder).as_posix().encode()
        total.update(len(name).to_bytes(4, "big") + name + len(data).to_bytes(8, "big") + data)
    return "sha256:" + total.hexdigest()


# --- merging ---


class _Merger:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.version = ""
        self.rules: dict[str, Located] = {}
        self.lexicons: dict[str, s.Lexicon] = {}
        self.emoji: dict[str, str] = {}
        self.codewords: list[s.Code] = []
        self.fillers: dict[str, tuple[str, ...]] = {}
        self.weights: dict[str, float] = {}
        self.parts: dict[str, str] = {}
        self.contexts: dict[str, s.ContextFile] = {}
        self.law: s.LawFile | None = None
        self.categories: s.CategoriesFile | None = None
        self.families: dict[str, s.Bilingual] = {}
        self.places: dict[str, Place] = {}
        self.disabled: list[str] = []
        self.reader: s.ReaderFile | None = None
        self.reader_model = ""
        self.papers_model = ""
        self.evidence: EvidenceFile | None = None

    def add(self, folder: Path, path: Path, data: bytes) -> None:
        name = path.relative_to(folder).as_posix()
        top = name.split("/")[0]
        if top == "detection":
            self._rules(folder, path, data)
        elif top == "lexicons":
            self._lexicons(path, data)
        elif top == "contexts":
            context, positions = decode(path, data, s.ContextFile)
            self.contexts[context.id] = context
            self.places[f"context:{context.id}"] = Place(str(path), *positions["$"])
        elif name == "law.yaml":
            law, positions = decode(path, data, s.LawFile)
            old = self.law or s.LawFile(acts={})
            self.law = s.LawFile(acts={**old.acts, **law.acts}, topics={**old.topics, **law.topics})
            for act in law.acts:
                self.places[f"act:{act}"] = Place(str(path), *positions[f"$.acts.{act}"])
        elif name == "reader.yaml":
            reader, positions = decode(path, data, s.ReaderFile)
            self.reader = reader
            self.reader_model = self._model(folder, reader.model, Place(str(path), *positions["$.model"]))
            if reader.papers is not None:
                place = Place(str(path), *positions["$.papers.model"])
                self.papers_model = self._model(folder, reader.papers.model, place)
        elif name == "evidence.yaml":
            self.evidence, _ = decode(path, data, EvidenceFile)
        elif name == "categories.yaml":
            self.categories, _ = decode(path, data, s.CategoriesFile)
        elif name == "rulebook.yaml":
            manifest, positions = decode(path, data, s.Manifest)
            self.version = manifest.version if not self.version else f"{self.version}+{manifest.version}"
            self._disable(manifest.disable, path, positions)
        elif top == "decisions" or name in POLICIES:
            return  # read by the rooms that decide with them; they count in the digest
        else:
            raise RulebookError.of(
                "no rule file belongs here", str(path),
                did_you_mean(name, POLICIES)
                or "use detection/, lexicons/, contexts/, decisions/ or one of the files named in docs/rules.md",
            )  # fmt: skip

    def _model(self, folder: Path, model: str, place: Place) -> str:
        if not (folder / model).resolve().is_relative_to(folder.resolve()):
            self.problems.append(Problem("the model lies outside the rules folder", place, "move it there"))
        return str(folder / model)

    def _rules(self, folder: Path, path: Path, data: bytes) -> None:
        file, positions = decode(path, data, s.RuleFile)
        self.families[file.family] = file.title
        seen: dict[str, Place] = {}
        for index, rule in enumerate(file.rules):
            place = Place(str(path), *positions[f"$.rules[{index}]"])
            if rule.id in seen:
                self.problems.append(Problem(f"rule {rule.id!r} stands twice", place, f"first at {seen[rule.id]}"))
            seen[rule.id] = place
            before = self.rules.get(rule.id)
            if before is not None and before.place.file.startswith(str(folder) + os.sep) and rule.id not in seen:
                self.problems.append(Problem(f"rule {rule.id!r} is also at {before.place}", place, "rename one"))
            if not (rule.match or rule.missing or rule.reads or rule.compared):
                self.problems.append(Problem(f"rule {rule.id!r} matches nothing", place, "give it a match"))
            self.rules[rule.id] = Located(_with_defaults(rule, file.defaults), file.family, place)

    def _lexicons(self, path: Path, data: bytes) -> None:
        file, positions = decode(path, data, s.LexiconFile)
        for name, lexicon in file.lexicons.items():
            used_by = lexicon.used_by or file.used_by
            spoken = lexicon.spoken or file.spoken
            self.lexicons[name] = msgspec.structs.replace(lexicon, used_by=used_by, spoken=spoken)
            self.places[f"lexicon:{name}"] = Place(str(path), *positions[f"$.lexicons.{name}"])
        self.emoji.update(file.emoji)
        self.codewords.extend(file.codewords)
        self.parts.update(file.parts)
        for level, fillers in file.fillers.items():
            self.fillers[level] = tuple(dict.fromkeys((*self.fillers.get(level, ()), *fillers)))
        self.weights.update(file.weights)

    def _disable(self, ids: tuple[str, ...], path: Path, positions: Positions) -> None:
        for index, rule_id in enumerate(ids):
            if self.rules.pop(rule_id, None) is None:
                place = Place(str(path), *positions[f"$.disable[{index}]"])
                mend = did_you_mean(rule_id, self.rules) or "see `pinocchio rules list`"
                self.problems.append(Problem(f"cannot switch off {rule_id!r}: no such rule", place, mend))
            self.disabled.append(rule_id)


def _merge(files: list[tuple[Path, Path, bytes]], digest: str) -> Source:
    merger = _Merger()
    # A manifest switches rules off, so it is read after the rules of its own folder.
    order = {folder: index for index, folder in enumerate(dict.fromkeys(folder for folder, _, _ in files))}
    for folder, path, data in sorted(files, key=lambda f: (order[f[0]], f[1].name == "rulebook.yaml", f[1])):
        if path.suffix == MODEL:
            continue
        try:
            merger.add(folder, path, data)
        except RulebookError as error:
            merger.problems.extend(error.problems)
    if merger.problems:
        raise RulebookError(*merger.problems)
    return Source(
        version=merger.version or "0",
        digest=digest,
        rules=tuple(located for located in merger.rules.values() if located.rule.enabled),
        lexicons=merger.lexicons,
        emoji=merger.emoji,
        codewords=tuple(merger.codewords),
        fillers=merger.fillers,
        weights=merger.weights,
        parts=merger.parts,
        contexts=merger.contexts,
        law=merger.law or s.LawFile(acts={}),
        categories=merger.categories or s.CategoriesFile(categories={}),
        families=merger.families,
        places=merger.places,
        disabled=tuple(merger.disabled),
        reader=merger.reader,
        reader_model=merger.reader_model,
        papers_model=merger.papers_model,
        evidence=merger.evidence,
    )


def _with_defaults(rule: s.Rule, defaults: s.Defaults) -> s.Rule:
    changes: dict[str, Any] = {
        "status": rule.status or defaults.status or "violation",
        "severity": rule.severity or defaults.severity or "medium",
    }
    for field in ("law", "clears", "compare", "not_categories"):
        if not getattr(rule, field) and getattr(defaults, field):
            changes[field] = getattr(defaults, field)
    wanted = rule.unless if rule.reads or rule.compared else (*defaults.unless, *rule.unless)
    changes["unless"] = tuple(dict.fromkeys(name for name in wanted if name not in rule.unless_not))
    return msgspec.structs.replace(rule, **changes)
