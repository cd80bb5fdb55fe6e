"""GitHub workflow commands: an annotation a finding, on the line of the file it stands in."""

from __future__ import annotations

from typing import TextIO

from governance.model import Finding, Lang, Scan

_LEVEL = {"violation": "error", "needs-evidence": "warning", "advisory": "notice"}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def line_of(scan: Scan, finding: Finding) -> int:
    """The line to point at: of the record for ``file:line`` sources, else of the text."""
    _, _, line = scan.document.source.rpartition(":")
    if line.isdigit():
        return int(line)
    return scan.document.text.count("\n", 0, finding.start) + 1


def file_of(scan: Scan) -> str:
    """The file a document was read from, without its line; its id where there is none."""
    head, _, line = scan.document.source.rpartition(":")
    return head if line.isdigit() and head else scan.document.source or scan.document.id


class GithubFace:
    """``::error file=…,line=…,title=…::message``."""

    def __init__(self, out: TextIO, lang: Lang) -> None:
        self.out = out
        self.lang = lang

    def add(self, scan: Scan) -> None:
        """Write an annotation a finding."""
        for finding in scan.findings:
            self.out.write(
                f"::{_LEVEL[finding.status]} file={_property(file_of(scan))},line={line_of(scan, finding)},"
                f"title={_property(finding.rule)}::{_data(f'{finding.quote}: {finding.reason} {finding.suggestion}')}\n"
            )

    def close(self) -> None:
        """Nothing comes last."""
