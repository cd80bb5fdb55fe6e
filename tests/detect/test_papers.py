"""Papers laid beside the talk, rule or no rule: the same words, and only the paper differs."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.detect.evidence.figures import reader_of
from governance.detect.evidence.led import said_beside_papers
from governance.detect.evidence.paper import LONGEST, MOST_FIGURES, MOST_PAPERS, Sheet, papers_of
from governance.detect.evidence.table import table_of
from governance.detect.view import View
from governance.language.resolve import Resolver
from governance.model import Document
from governance.pipeline import Scanner
from governance.rulebook.book import load

BOOK = load()
RESOLVER = Resolver(BOOK.vocabulary)
TABLE = table_of(BOOK)
assert TABLE is not None
READER = reader_of(TABLE)
CORPUS = Path(__file__).resolve().parents[2] / "corpora" / "labelled" / "dev-evidence3.jsonl"
WORDED = CORPUS.with_name("dev-evidence4.jsonl")


def answers(text: str, *evidence: dict[str, Any], products: tuple[dict[str, Any], ...] = ()) -> list[str]:
    document = Document(id="x", text=text, evidence=evidence, products=products)
    return [s.judged.outcome for s in said_beside_papers(View(document, RESOLVER), BOOK, "general", "2026-11-20")]


@pytest.mark.parametrize(
    ("text", "paper", "expected"),
    [
        ("十五分钟充到八成", {"type": "test_report", "claim": "15分钟充电52%"}, ["contradicts"]),
        ("十五分钟充到百分之五十二", {"type": "test_report", "claim": "15分钟充电52%"}, ["fits"]),
        ("二十四小时控油", {"type": "test_report", "claim": "8小时控油"}, ["narrow"]),
        ("控油八小时", {"type": "test_report", "claim": "控油2.5小时后皮脂恢复至基线"}, ["contradicts"]),
        ("原屏原电池", {"type": "inspection", "claim": "屏幕非原装 电池更换"}, ["contradicts"]),
        ("机芯原装", {"type": "inspection_report", "claim": "机芯原装，表带更换，表壳抛光"}, ["fits"]),
        ("表带原装", {"type": "inspection_report", "claim": "机芯原装，表带更换，表壳抛光"}, ["contradicts"]),
        ("这罐二段有注册号", {"type": "formula_registration", "claim": "1段"}, ["narrow"]),
        ("满三百送炒锅", {"type": "gift_spec", "spec": "炒锅1口", "condition": "满1000"}, ["contradicts"]),
        ("今晚最后一晚这个价", {"type": "promotion_log", "claim": "活动价149 长期有效"}, ["contradicts"]),
        ("全员持高级证", {"type": "certificate", "claim": "高级美容师5人", "scope": "全店技师23人"}, ["narrow"]),
        ("容积率1.8", {"type": "license", "claim": "规划许可 容积率3.2"}, ["contradicts"]),
        ("大家晚上好欢迎进来", {"type": "test_report", "claim": "15分钟充电52%"}, []),
        ("一共来了十二万人次", {"type": "platform_record", "claim": "累计观看120,483人次"}, ["fits"]),
        ("一共来了十五万人次", {"type": "platform_record", "claim": "累计观看120,483人次"}, ["contradicts"]),
        ("珍珠八到九毫米", {"type": "certificate", "claim": "淡水珍珠 8.2~8.9mm"}, ["fits"]),
        ("克重八克二", {"type": "certificate", "claim": "足金999 总质量5.21g"}, ["contradicts"]),
        ("水壶一升七", {"type": "test_report", "claim": "容量1.7升"}, ["fits"]),
        ("克重五克二", {"type": "certificate", "claim": "足金999 总质量5.21g"}, ["fits"]),
        ("净含量：1kg", {"type": "label", "claim": "净含量500克×2"}, ["fits"]),
        ("无蔗糖", {"type": "label", "claim": "碳水化合物4.5g/100g，蔗糖0g"}, ["fits"]),
        ("真人在播", {"type": "platform_record", "claim": "实时直播，未检测到录播或AI生成画面"}, ["fits"]),
        ("防水做到了ip68", {"type": "inspection_report", "claim": "外壳防护等级IP54"}, ["contradicts"]),
        ("满三百减一百", {"type": "promotion_rules", "claim": "满300减50"}, ["contradicts"]),
        ("满三百减五十", {"type": "promotion_rules", "claim": "满300减50"}, ["fits"]),
        ("酿酒用三十年的老窖池", {"type": "product_spec", "claim": "酿酒窖池1994年建"}, ["fits"]),
        ("酿酒用六十年的老窖池", {"type": "product_spec", "claim": "酿酒窖池1994年建"}, ["contradicts"]),
        ("里程跑了四万三", {"type": "inspection_report", "claim": "表显里程43,180km"}, ["fits"]),
        ("海参粗蛋白百分之四十二", {"type": "test_report", "claim": "水分0.8%，铅未检出"}, ["narrow"]),
        ("九月份粗蛋白42%的那批", {"type": "test_report", "claim": "2026年9月 粗蛋白42.3%"}, ["fits"]),
        ("这个是今年明前采的", {"type": "origin_proof", "claim": "采摘日期2026-03-29"}, ["fits"]),
        ("这个是今年明前采的", {"type": "origin_proof", "claim": "采摘日期2026-05-11"}, ["contradicts"]),
        ("楼龄八年的房子", {"type": "license", "claim": "不动产权证 竣工2003年"}, ["contradicts"]),
        ("楼龄八年的房子", {"type": "license", "claim": "不动产权证 竣工2018年"}, ["fits"]),
        ("超市卖二十五一盒", {"type": "counter_price", "claim": "某超市标价15.8元/盒"}, ["contradicts"]),
        ("超市卖二十五一盒", {"type": "counter_price", "claim": "某超市标价25.9元/盒"}, ["fits"]),
        ("比上周便宜六十块", {"type": "price_history", "claim": "上周成交价359元；今日299元"}, ["fits"]),
        ("比上周便宜六十块", {"type": "price_history", "claim": "上周成交价299元；今日299元"}, ["contradicts"]),
        ("第二件半价", {"type": "promotion_rules", "claim": "第2件9.5折"}, ["contradicts"]),
        ("藤是印尼来的", {"type": "origin_proof", "claim": "原材料产地：广西"}, ["contradicts"]),
        ("去年双十一卖了九千条", {"type": "platform_orders", "claim": "成交9120件", "period": "2025-11"}, ["fits"]),
        ("充绒两斤半", {"type": "test_report", "claim": "填充量900g"}, ["contradicts"]),
        ("一米五摔下来没事", {"type": "test_report", "claim": "1.5米跌落试验26次通过"}, ["fits"]),
        ("没出过险", {"type": "inspection_report", "claim": "出险记录0次"}, ["fits"]),
        ("没出过险", {"type": "inspection_report", "claim": "出险记录2次"}, ["contradicts"]),
        ("小米、大米全是有机的", {"type": "organic_certificate", "claim": "大米 有机产品认证"}, ["narrow"]),
        ("平台茶具热销榜第五名", {"type": "sales_rank", "claim": "类目：茶具 热销榜 排名：62"}, ["contradicts"]),
        ("平台茶具热销榜第五名", {"type": "sales_rank", "claim": "类目：茶具 热销榜 排名：5"}, ["fits"]),
        ("年化利率是二点一五", {"type": "product_spec", "claim": "年化利率：1.35%"}, ["contradicts"]),
        (
            "四十五块是本店这个月最低的价",
            {"type": "price_history", "claim": "11月6日成交价39元；今日45元"},
            ["contradicts"],
        ),
        ("证号20240017的认证", {"type": "certificate", "claim": "绿色食品认证", "number": "LB-20240017"}, ["fits"]),
        ("证号20240017的认证", {"type": "certificate", "claim": "绿色食品认证", "number": "LB-20199921"}, ["narrow"]),
        ("这个链接支付了三千多单", {"type": "order_log", "claim": "支付订单3,187笔"}, ["fits"]),
        ("套内89平", {"type": "inspection_report", "claim": "套内建筑面积78.60㎡"}, ["contradicts"]),
        ("套内89平", {"type": "inspection_report", "claim": "套内建筑面积89.2㎡"}, ["fits"]),
        ("店里复购率四十一", {"type": "platform_record", "claim": "复购率22.6%"}, ["contradicts"]),
    ],
)
def test_a_clause_beside_a_paper(text: str, paper: dict[str, Any], expected: list[str]) -> None:
    assert answers(text, paper) == expected


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("备案号我念给大家听，质地很清爽，一罐五十克", {"type": "cosmetic_filing", "number": "粤G妆网备字2026044120"}),
        ("羊毛衫一百五十九，一百零五斤以下拍S", {"type": "certificate", "claim": "住院证明", "date": "2024-08"}),
        ("一晚上两升水，毯子280g/㎡", {"type": "test_report", "claim": "60分钟PM2.5去除率95.3%", "issuer": "质检中心"}),
        ("送货上楼，三楼以内免费", {"type": "gift_spec", "spec": "12cm煎蛋锅1口", "condition": "满1000"}),
    ],
)
def test_a_paper_about_something_else_charges_nothing(text: str, paper: dict[str, Any]) -> None:
    document = Document(id="x", text=text, kind="speech", evidence=(paper,))
    said = said_beside_papers(View(document, RESOLVER), BOOK, "general", "2026-11-20")
    assert [one for one in said if one.definite] == []


@pytest.mark.parametrize(
    ("text", "paper", "expected"),
    [
        # of nothing that is said: meant for it all the same
        ("降噪三十五个分贝", {"type": "test_report", "claim": "粉尘含量0.2%"}, ["narrow"]),
        ("涂层全都是不粘的", {"type": "test_report", "claim": "第640次循环开裂"}, ["contradicts"]),
        # the only figure of its measure is another
        ("拉拉裤一片能吸七百毫升", {"type": "test_report", "claim": "饱和吸水量380mL/片"}, ["contradicts"]),
        # other counts may be of other things
        ("已经卖了三千台", {"type": "sales_record", "claim": "第3名，共2个仓库"}, ["narrow"]),
        # only a size, a name with a price, a greeting
        ("毯子两百八十克", {"type": "test_report", "claim": "粉尘含量0.2%"}, []),
        ("羊毛衫一百五十九", {"type": "test_report", "claim": "粉尘含量0.2%"}, []),
        ("欢迎大家来直播间", {"type": "test_report", "claim": "粉尘含量0.2%"}, []),
    ],
)
def test_papers_of_a_single_claim_are_meant_for_it(text: str, paper: dict[str, Any], expected: list[str]) -> None:
    document = Document(id="x", text=text, evidence=(paper,))
    said = said_beside_papers(View(document, RESOLVER), BOOK, "general", "2026-11-20")
    assert [one.judged.outcome for one in said if one.definite] == expected
    longer = Document(id="x", text=f"{'今天天气不错，大家先坐一会儿，不着急。' * 5}{text}", evidence=(paper,))
    said = said_beside_papers(View(longer, RESOLVER), BOOK, "general", "2026-11-20")
    assert not [one for one in said if one.definite]


def test_a_paper_that_proves_one_clause_is_not_held_against_another() -> None:
    paper = {"type": "test_report", "claim": "主动降噪深度 最大35dB"}
    assert answers("降噪三十五个分贝", paper) == ["fits"]
    assert answers("降噪三十五个分贝，续航八个小时", paper) == ["fits"]
    assert answers("续航八个小时", paper) == ["narrow"]


def test_every_paper_is_read_once_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    init = Sheet.__init__

    def counting(self: Sheet, *given: Any) -> None:
        init(self, *given)
        read.append(1)

    monkeypatch.setattr(Sheet, "__init__", counting)
    huge = tuple({"type": "test_report", "claim": f"甲醛去除率{n}%，续航{n}小时。" * 900} for n in range(1, 60))
    assert TABLE is not None
    view = View(Document(id="x", text="甲醛去除率95%，续航30小时。" * 40, evidence=huge), RESOLVER)
    said_beside_papers(view, BOOK, "general", "2026-11-20")
    said_beside_papers(view, BOOK, "general", "2026-11-20")
    assert len(read) == MOST_PAPERS
    assert all(len(sheet.body) <= LONGEST and len(sheet.figures) <= MOST_FIGURES for sheet in papers_of(view, TABLE))


def test_products_contradict_but_prove_nothing() -> None:
    assert answers("得房率82%", products=({"facts": {"得房率": "71%"}},)) == ["contradicts"]
    assert answers("得房率82%", products=({"facts": {"得房率": "82.3%"}},)) == []


@pytest.mark.parametrize(
    ("text", "value", "measure", "bound"),
    [
        ("三百多万单", 3_000_000, "goods", "least"), ("百分之四点二", 4.2, "share", ""), ("八成三", 83, "share", ""),
        ("满300", 300, "threshold", ""), ("前一百名", 100, "places", ""), ("一千五百斤", 750_000, "mass", ""),
        ("四十八小时以内", 172_800, "time", "most"), ("spf50", 50, "sun", ""), ("0.04mg", 0.00004, "mass", ""),
    ],
)  # fmt: skip
def test_figures(text: str, value: float, measure: str, bound: str) -> None:
    figure = READER.read(text)[0]
    assert figure.value == pytest.approx(value)
    assert (figure.measure, figure.bound) == (measure, bound)


@pytest.mark.parametrize("text", ["2026-11-20", "gb/t 18797", "zl202210118877.6", "十一月份", "一起", "20:15"])
def test_dates_and_numbers_of_papers_are_no_figures(text: str) -> None:
    assert [f for f in READER.read(text) if f.measure != "bare"] == []


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 90), st.integers(2, 90))
def test_more_than_the_paper_contradicts_and_no_more_fits(said: int, shown: int) -> None:
    out = answers(f"甲醛去除率{said}%", {"type": "test_report", "claim": f"甲醛去除率{shown}%"})
    far = said > shown and said - shown > 0.04 * said
    assert out == (["contradicts"] if far else ["fits"])


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.dictionaries(st.text(max_size=8), st.text(max_size=40), max_size=4))
def test_any_paper_is_survived(text: str, fields: dict[str, str]) -> None:
    answers(text or "话", {"type": "test_report", **fields})


@pytest.fixture(scope="module")
def today() -> Scanner:
    """Each line is judged by the law of its own day."""
    return Scanner.load()


def flagged(scanner: Scanner, corpus: Path) -> Counter[tuple[str, bool]]:
    """How many lines of each label are flagged, and how many are not."""
    got: Counter[tuple[str, bool]] = Counter()
    for line in corpus.read_text("utf-8").splitlines():
        o = json.loads(line)
        scan = scanner.scan(
            Document(id=o["id"], text=o["text"], kind=o["kind"], category=o["category"], occurred_at=o["occurred_at"],
                     evidence=tuple(o.get("evidence", ())), products=tuple(o.get("products", ())))
        )  # fmt: skip
        got[o["label"], any(f.status != "advisory" for f in scan.findings)] += 1
    return got


def test_the_corpus_of_triples_keeps_its_figures(today: Scanner) -> None:
    got = flagged(today, CORPUS)
    assert got["violation", False] <= 2
    assert got["needs-evidence", False] <= 15  # a report on something else is no ground for a charge by itself
    assert got["clean", True] <= 1


def test_papers_worded_as_documents_keep_their_figures(today: Scanner) -> None:
    got = flagged(today, WORDED)
    assert got["clean", True] <= 4
    assert got["violation", False] + got["needs-evidence", False] <= 5
