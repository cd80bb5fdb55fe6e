"""A run on this machine, whole: read, cut, scan what is not done yet, write the outputs."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from governance.audit.assemble import Shards, assemble
from governance.audit.baseline import Baseline
from governance.audit.cutting import Shard, cut
from governance.audit.folder import Folder
from governance.audit.plan import Plan, Spec
from governance.audit.shard import load
from governance.audit.source import Source
from governance.audit.workers import Done, Pool
from governance.errors import PinocchioError, Problem
from governance.model import Scan
from governance.rulebook import book
from governance.rulebook.signature import signature


class Progress(NamedTuple):
    """How far a run is. ``share``: of the bytes to be read, None when nobody knows how many there are."""

    documents: int
    findings: int
    resumed: int
    copied: int
    failed: int
    share: float | None


class Run:
    """One audit into one folder. ``complain`` is told what could not be read, ``tick`` how far it is."""

    def __init__(self, plan: Plan, out: Path, *, workers: int, timeout: float, force: bool = False,
                 retry: bool = False, baseline: Path | None = None) -> None:  # fmt: skip
        self.plan = plan
        self.out = out
        self.workers = workers
        self.timeout = timeout
        self.force = force
        self.retry = retry
        self.baseline = None if baseline is None else Baseline(baseline, plan.overlays)
        self.source = Source(plan)
        self._order: list[str] = []
        self._documents = self._findings = self._resumed = self._copied = self._failed = 0

    def go(self, complain: Callable[[Problem], None], tick: Callable[[Progress], None],
           seen: Callable[[Scan], None] = lambda scan: None) -> dict[str, Any]:  # fmt: skip
        """Do it; return the figures of ``summary.json``. Raises PinocchioError; what is finished stays."""
        rulebook = book.load(self.plan.overlays)
        folder = None
        try:
            folder = Folder(self.out, self.plan, rulebook.digest, signature(rulebook, self.plan.overlays),
                            force=self.force)  # fmt: skip
            folder.begin()
            spec = Spec(self.plan.rules, self.plan.as_of, self.plan.lang, folder.today)
            pool = Pool(self.workers, spec, folder.shards, folder.earlier(), self.timeout)
            todo = self._todo(folder.shards, complain)
            # Closing ends the workers also when somebody interrupts.
            with contextlib.closing(pool.run(todo)) as finished:
                for done in finished:
                    self._count(done)
                    tick(self._progress())
            shards = Shards(folder.shards, self._order, self.baseline)
            about = {"version": rulebook.version, "digest": rulebook.digest}
            told = assemble(self.out, shards, self.source.problems, self.plan, about, titles(rulebook),
                            only_new=self.baseline is not None, seen=seen)  # fmt: skip
            folder.finish(self._order)
            return told
        except OSError as error:
            where = error.filename if isinstance(error.filename, str) else str(self.out)
            raise PinocchioError.of(
                f"cannot be written ({error.strerror or error})", where,
                "make room or mend it, then run the same command again: finished work is kept",
            ) from None  # fmt: skip
        finally:
            if folder is not None:
                folder.close()

    def _todo(self, shards: Path, complain: Callable[[Problem], None]) -> Iterator[Shard]:
        """The shards that no earlier run finished; the order of all is noted on the way."""
        asked: set[str] = set()
        for shard in cut(self.source.documents(complain)):
            self._order.append(shard.name)
            path = shards / shard.name
            if shard.name in asked:
                continue
            asked.add(shard.name)
            if path.exists() and not (self.retry and _has_failures(path)):
                self._resumed += len(shard.documents)
            else:
                yield shard

    def _count(self, done: Done) -> None:
        self._documents += done.documents
        self._findings += done.findings
        self._failed += done.failed
        self._copied += done.copied

    def _progress(self) -> Progress:
        finished = self._documents + self._resumed
        share = None
        if self.source.tally.total and self.plan.limit is None:
            share = min(1.0, self.source.tally.read / self.source.tally.total) * finished / max(self.source.read, 1)
        return Progress(finished, self._findings, self._resumed, self._copied, self._failed, share)


def titles(rulebook: book.Rulebook) -> dict[str, Any]:
    """What the report calls things, in both languages: families, categories, rules and acts with their articles."""
    source = rulebook.source

    def both(titles: dict[str, Any]) -> dict[str, Any]:
        return {name: msgspec.to_builtins(title) for name, title in titles.items()}

    return {
        "families": both(source.families),
        "categories": both({name: words.title for name, words in source.categories.categories.items()}),
        "rules": both({located.rule.id: located.rule.title for located in source.rules}),
        "acts": {
            name: {"title": msgspec.to_builtins(act.title), "articles": both(act.articles)}
            for name, act in source.law.acts.items()
        },
    }


def _has_failures(path: Path) -> bool:
    entries = load(path)
    return entries is None or any(entry.scan is None for entry in entries)
