"""A long talk with papers attached: most of what is said is about nothing they prove."""

from __future__ import annotations

import msgspec

from governance.ingest import read_documents
from governance.model import Document
from governance.pipeline import Scanner
from tests.conftest import ROOT

AUDIO = ROOT / "corpora" / "transcripts" / "mystery-box-and-headphones.jsonl"


def streams() -> list[Document]:
    return [item for item in read_documents([str(AUDIO)]) if isinstance(item, Document)]


def test_plain_particulars_of_a_long_talk_need_no_paper(scanner: Scanner) -> None:
    honest = scanner.scan(streams()[1])
    assert not [finding for finding in honest.findings if finding.rule.endswith("/beside-papers")]
    assert honest.nose < 20


def test_papers_still_prove_a_long_talk_false(scanner: Scanner) -> None:
    box = streams()[0]
    with_papers = scanner.scan(box)
    without = scanner.scan(msgspec.structs.replace(box, evidence=()))
    false = {f.fingerprint for f in with_papers.findings if f.status == "violation"}
    assert false - {f.fingerprint for f in without.findings if f.status == "violation"}


def test_honest_samples_are_not_blocked(scanner: Scanner) -> None:
    for path in sorted((ROOT / "corpora" / "transcripts").glob("*")):
        if "honest" in path.name or path.name.startswith("beef-chili"):
            for document in read_documents([str(path)]):
                assert isinstance(document, Document)
                assert scanner.scan(document).verdict != "block", path.name
