"""The documents that a plan asks for, packed, and what of the sources could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from governance.audit.cutting import sampled
from governance.audit.plan import Plan
from governance.audit.shard import pack
from governance.errors import Problem
from governance.ingest import Tally, read_documents
from governance.model import Document


class Source:
    """Reads what the plan names, once. ``read`` counts the documents, ``tally`` the bytes; ``problems`` are kept."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.tally = Tally()
        self.read = 0
        self.problems: list[Problem] = []

    def documents(self, complain: Callable[[Problem], None]) -> Iterator[Document]:
        """Yield the documents of the plan: sampled, up to the limit, with the category for those that have none."""
        plan = self.plan
        for item in read_documents(plan.sources, from_format=plan.from_format, tally=self.tally):
            if isinstance(item, Problem):
                self.problems.append(item)
                complain(item)
                continue
            if plan.sample is not None and not sampled(item, plan.sample):
                continue
            if plan.limit is not None and self.read >= plan.limit:
                return
            self.read += 1
            if plan.category is not None and item.category is None:
                yield msgspec.structs.replace(item, category=plan.category)
            else:
                yield item

    def packed(self, complain: Callable[[Problem], None]) -> Iterator[bytes]:
        """The documents as bytes."""
        return (pack(document) for document in self.documents(complain))
