from __future__ import annotations

import os
from pathlib import Path

import pytest

from governance.errors import Problem
from governance.ingest.names import base_names
from governance.ingest.walk import Found, find_files


def walked(*sources: Path | str) -> tuple[list[str], list[str]]:
    items = list(find_files([str(source) for source in sources]))
    return (
        [item.path for item in items if isinstance(item, Found)],
        [str(item) for item in items if isinstance(item, Problem)],
    )


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    for name in (
        "b/2.srt",
        "a/1.TXT",
        "a/README.md",
        "a/notes.md",
        "a/.hidden.txt",
        "a/cover.png",
        ".git/x.txt",
    ):
        path = tmp_path / "archive" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("家人们好")
    return tmp_path / "archive"


def test_folder_gives_known_extensions_in_order(archive: Path) -> None:
    found, problems = walked(archive)
    assert [str(Path(path).relative_to(archive)) for path in found] == ["a/1.TXT", "a/notes.md", "b/2.srt"]
    assert not problems


def test_named_files_are_taken_whatever_they_are_called(archive: Path) -> None:
    assert len(walked(archive / "a" / "README.md", archive / "a" / "cover.png")[0]) == 2


def test_each_file_once(archive: Path) -> None:
    os.symlink(archive / "a" / "1.TXT", archive / "b" / "again.txt")
    found, problems = walked(archive, archive / "a", archive / "b" / "2.srt", str(archive / "*" / "*.srt"))
    assert len(found) == 3
    assert not problems


def test_globs_are_expanded(archive: Path) -> None:
    assert [Path(path).name for path in walked(str(archive / "**" / "*.md"))[0]] == ["notes.md"]
    assert "no file matches" in walked(str(archive / "*.nope"))[1][0]


def test_file_with_glob_characters_in_its_name(tmp_path: Path) -> None:
    (tmp_path / "live[1].txt").write_text("好")
    assert len(walked(tmp_path / "live[1].txt")[0]) == 1


def test_missing_file_suggests_the_nearest(archive: Path) -> None:
    problems = walked(archive / "b" / "2.str")[1]
    assert "no such file" in problems[0]
    assert "did you mean '2.srt'?" in problems[0]


def test_symlink_loops_end(archive: Path) -> None:
    os.symlink(archive, archive / "a" / "up")
    os.symlink("self.txt", archive / "b" / "self.txt")
    found, problems = walked(archive)
    assert len(found) == 3
    assert sorted(problem.split(": ")[1].split(";")[0] for problem in problems) == [
        "symbolic link to a folder above itself",
        "symbolic link to itself",
    ]


def test_broken_link_and_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "no document in the folder" in walked(tmp_path / "empty")[1][0]
    os.symlink("gone", tmp_path / "empty" / "x.srt")
    assert "symbolic link to nothing" in walked(tmp_path / "empty")[1][0]


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> list[str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "listdir", refuse)
    assert "no permission to read" in walked(tmp_path)[1][0]


@pytest.mark.parametrize("source", ["", "a\0b"])
def test_impossible_paths(source: str) -> None:
    assert len(walked(source)[1]) == 1


def test_standard_input_once() -> None:
    assert walked("-", "-")[0] == ["-"]


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["x/live.srt"], ["live"]),
        (["x/a/live.srt", "x/b/live.srt", "x/other.txt"], ["a/live.srt", "b/live.srt", "other"]),
        (["x/live.srt", "x/live.txt"], ["live.srt", "live.txt"]),
    ],
)
def test_base_names(paths: list[str], names: list[str]) -> None:
    assert base_names(paths) == names
