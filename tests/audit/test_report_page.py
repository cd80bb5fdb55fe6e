"""``report.html`` in Chromium: its numbers, its filters, the keyboard, hostile text, no network, and many streams."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from governance.audit.plan import Plan
from governance.audit.shard import Entry
from governance.audit.streams import Worst, write_report
from governance.audit.summary import Summary
from governance.decide import Decider
from governance.model import Document, Scan, Stamp, Utterance
from governance.pipeline import Scanner
from tests.audit.conftest import audit
from tests.conftest import ROOT

EVIL = '</script><script>window.evil=1</script><img src="http://127.0.0.1:9/x" onerror="window.evil=1">'
HOSTILE: dict[str, Any] = {
    "id": f"a{EVIL}", "merchant": f"m{EVIL}", "streamer": "'\"><b onmouseover=window.evil=1>", "category": "cosmetic",
    "occurred_at": "2026-06-15T20:00:00+08:00",
    "utterances": [
        {"start_ms": 1000, "end_ms": 2000, "speaker": "<i>主播</i>", "text": f"😀👨‍👩‍👧{EVIL}"},
        {"start_ms": 2000, "end_ms": 4000, "text": "𠮷家这款面膜三天根治痘痘😀，&lt;全网最低价&gt;"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("PINOCCHIO_REQUIRE_CHROMIUM") == "1":
            pytest.fail("no Chromium; on Debian: apt-get install chromium")
        pytest.skip("no Chromium here; set PINOCCHIO_REQUIRE_CHROMIUM=1 to make this fail")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, _own_cache: None) -> Path:
    folder = tmp_path_factory.mktemp("report")
    (folder / "hostile.jsonl").write_text(json.dumps(HOSTILE, ensure_ascii=False), "utf-8")
    done = audit(ROOT / "corpora" / "transcripts", "hostile.jsonl", "--out", "out", cwd=folder)
    assert done.returncode == 1, done.stderr
    return folder / "out"


@pytest.fixture
def page(browser: Browser, report: Path) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"file://{report / 'report.html'}")
    page.wait_for_selector(".row")
    yield page
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    context.close()


def at(told: dict[str, Any], path: str) -> Any:
    if path.startswith("grid."):
        family, category = path[5:].split("|")
        return next(cell["findings"] for cell in told["families_by_category"]
                    if (cell["family"], cell["category"]) == (family, category))  # fmt: skip
    value: Any = told
    for key in path.split("."):
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def test_numbers_are_those_of_the_summary(page: Page, report: Path) -> None:
    told = json.loads((report / "summary.json").read_text("utf-8"))
    figures = page.eval_on_selector_all(
        "[data-figure]", "nodes => nodes.map(n => [n.dataset.figure, Number(n.dataset.value), n.textContent])"
    )
    assert len(figures) > 100
    for path, value, shown in figures:
        assert value == at(told, path), path
        assert float(shown.replace(",", "")) == value
    drawn = {path for path, _, _ in figures}
    assert {f"verdicts.{name}" for name in told["verdicts"]} | {"documents", "findings"} <= drawn
    assert sum(value for path, value, _ in figures if path.startswith("grid.")) == told["findings"]
    assert page.locator("canvas").count() == 1


def test_hostile_text_stays_text(page: Page) -> None:
    page.fill("#search", "window.evil")
    assert page.locator(".row").count() == 1
    page.locator(".row").click()
    page.wait_for_selector(".finding")
    assert EVIL in page.locator("#detail h2").text_content()  # type: ignore[operator]
    assert EVIL in page.locator(".transcript").text_content()  # type: ignore[operator]
    page.keyboard.press("Escape")
    page.locator("#merchants_worst, button.plain", has_text="window.evil").first.click()
    assert EVIL in page.locator("#merchant").text_content()  # type: ignore[operator]
    assert page.evaluate("window.evil") is None
    assert page.locator("img, b[onmouseover], #detail i").count() == 0


def test_marks_stand_on_the_words_of_the_findings(page: Page, report: Path) -> None:
    for name in ("window.evil", "jade-morning"):
        page.fill("#search", name)
        page.locator(".row").first.click()
        page.wait_for_selector(".finding")
        quotes = page.eval_on_selector_all(".finding blockquote", "nodes => nodes.map(n => n.textContent)")
        marks = page.eval_on_selector_all("mark", "nodes => nodes.map(n => [Number(n.dataset.finding), n.textContent])")
        assert quotes
        assert marks
        for number, text in marks:
            assert text in quotes[number]
        page.locator("mark").first.press("Enter")
        assert page.locator(".finding.chosen").count() == 1
        page.keyboard.press("Escape")


def test_filters_narrow_and_clear(page: Page, report: Path) -> None:
    told = json.loads((report / "summary.json").read_text("utf-8"))

    def shown() -> str:
        return page.locator("[role=status]").inner_text()

    everything = shown()
    page.select_option("#verdict", label="拦截")
    assert f" {told['verdicts']['block']} " in shown()
    page.select_option("#verdict", "")
    page.select_option("#family", "medical")
    page.fill("#from", "2026-06-01")
    page.fill("#to", "2026-06-30")
    assert page.locator(".row").count() == 1
    page.click("#clear")
    assert shown() == everything
    page.click(".tile.review")
    assert f" {told['verdicts']['review']} " in shown()
    page.locator(".grid td button").first.click()
    assert page.input_value("#family")
    page.fill("#search", "no such stream")
    assert page.locator(".row").count() == 0
    assert page.locator(".none").is_visible()


def test_the_keyboard_is_enough(page: Page) -> None:
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.locator(".list").focus()
    page.keyboard.press("End")
    last = page.locator(".row.chosen .name").inner_text()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    second = page.locator(".row.chosen .name").inner_text()
    assert second != last
    page.keyboard.press("Enter")
    page.wait_for_selector(".finding")
    assert page.locator("#detail h2").inner_text() == second
    page.keyboard.press("Escape")
    assert not page.locator("#detail").is_visible()
    assert page.evaluate("document.activeElement.className") == "list"


def test_both_languages_both_themes_and_print(page: Page) -> None:
    assert page.title() == "匹诺曹 · 归档审计报告"
    page.click("#language")
    assert page.title() == "Pinocchio · archive audit"
    assert page.locator("html").get_attribute("lang") == "en"
    english = page.locator("body").inner_text()
    assert not re.search("[一-鿿]", re.sub("中文|根治|[^\n]*evil[^\n]*", "", english))
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("#search").is_visible()
    assert len(page.pdf()) > 20_000


def test_nothing_is_drawn_as_markup() -> None:
    folder = resources.files("governance.report.archive")
    for name in ("words.js", "data.js", "charts.js", "list.js", "detail.js", "page.js"):
        text = folder.joinpath(name).read_text("utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function", text), name
        assert "</script" not in text.lower()
    assert "MIT" in folder.joinpath("uplot.LICENSE").read_text("utf-8")


def test_ten_thousand_streams_open_quickly(browser: Browser, scanner: Scanner, tmp_path: Path) -> None:
    said = ["欢迎家人们", "这款面膜三天根治痘痘", "全网最低价", "下单三天内发货"] * 40
    utterances = tuple(Utterance(text, n * 3000, n * 3000 + 2500, "主播") for n, text in enumerate(said))
    one = scanner.scan(Document(id="x", text="\n".join(said), utterances=utterances, category="cosmetic"))
    stamp = Stamp("1", "sha256:" + "0" * 64, "2026-06-01")

    def scan(number: int) -> Scan:
        day = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
        document = Document(id=f"live-{number:05}", text=one.document.text, utterances=utterances,
                            merchant=f"M{number % 500}", streamer=f"S{number % 900}", occurred_at=day)  # fmt: skip
        return Scan(document=document, verdict=one.verdict, nose=number % 101, findings=one.findings[:5], cleared=(),
                    rulebook=stamp, category="cosmetic")  # fmt: skip

    entries = [Entry(b"", scan(number)) for number in range(10_000)]
    summary, worst = Summary(), Worst()
    for number, entry in enumerate(entries):
        assert entry.scan is not None
        summary.add(entry.scan)
        worst.add(number, entry.scan)
    told = summary.record(Plan(("x",)), {"version": "1", "digest": "sha256:0"}, False)
    with (tmp_path / "report.html").open("wb") as out:
        titles: dict[str, Any] = {"families": {}, "categories": {}, "rules": {}, "acts": {}}
        write_report(out, told, worst, entries, titles, "zh", Decider())
    assert (tmp_path / "report.html").stat().st_size < 25 << 20
    page = browser.new_page()
    begun = time.monotonic()
    page.goto(f"file://{tmp_path / 'report.html'}")
    page.wait_for_selector(".row")
    assert time.monotonic() - begun < 10  # seconds, on a slow machine shared by many; 1 on an idle one
    assert page.locator(".row").count() < 60
    page.locator(".list").focus()
    page.keyboard.press("End")
    assert page.locator(".row.chosen").get_attribute("aria-posinset") == "10000"
    page.fill("#search", "live-09999")
    page.locator(".row").click()
    page.wait_for_selector(".finding")
    assert page.locator(".transcript p").count() > 4
    page.close()
