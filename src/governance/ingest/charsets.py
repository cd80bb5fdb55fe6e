"""Does decoded text look like Chinese people write? Counting what a wrong charset cannot imitate."""

from __future__ import annotations

import re
from functools import cache

# The most frequent characters of modern Chinese and of selling talk, in both scripts. A wrong charset
# lands in the same blocks but on rare characters, so a share of these tells right from wrong even in
# a sentence of four characters.
_FREQUENT = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所"
    "然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长"
    "把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身"
    "果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活"
    "更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展"
    "马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边张该交规万取拉格望觉术领共确"
    "传师观清今切院让识候带导争运款买卖价钱单链播福赠送包邮抢购库存优惠券折厂牌质效膜护肤皮霜精华衣服裙裤鞋吃喝食油"
    "米茶酒肉菜宝贝妈孩元块斤瓶盒套袋亲朋友姐妹铁喜欢舒拍号粉丝注赞吗呢吧啊哦呀哈您谢请帮每快试省半满减退换货店铺仓六"
    "七八九百千零左右假根健康药证检测选穿洗脸痘斑补料味甜香辣绿红蓝黑黄线录播今晚早刚昨秒限抽奖"
    "這個們來為國時說會對過後裡裏種經學現當沒動開還進樣實無軍與長機業將兩間問關點頭體見產題變總電數報結應戰義處認條"
    "氣別場計資統區隊決馬書則聽卻達強難權設記類據張該規萬覺術領確傳師觀讓識帶導爭運買賣價錢單鏈贈郵搶購庫優廠質膚褲"
    "寶貝媽塊贊歡絲嗎請幫試滿減換貨鋪倉證檢測選臉補紅藍黃線錄剛獎於發麼從兒東聲員論幾係門給內話並親鐵號謝舊歲萊雙"
)
_MARKS = frozenset("，。！？、：；“”‘’（）《》〈〉「」『』【】…—·～￥％＋－０１２３４５６７８９　\ufeff")
_BROKEN = re.compile("[\ufffd\ue000-\uf8ff\x80-\x9f]")
_SAMPLE_CHARS = 20_000


@cache
def _everyday() -> frozenset[str]:
    """Return the first levels of GB 2312 and Big5: what a literate person writes at all."""
    found: set[str] = set()
    for lead in range(0xB0, 0xD8):
        found.update(bytes(p for t in range(0xA1, 0xFF) for p in (lead, t)).decode("gb2312", "ignore"))
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    for lead in range(0xA4, 0xC7):
        found.update(bytes(p for t in trails for p in (lead, t)).decode("big5", "ignore"))
    return frozenset(ch for ch in found if "一" <= ch <= "鿿")


def plausibility(text: str) -> float:
    """Rate text from about -2 (nonsense) to 1 (everyday Chinese); ASCII alone, or nothing, rates 1."""
    strange = [ch for ch in text[:_SAMPLE_CHARS] if ch >= "\x80"]
    if not strange:
        return 1.0
    everyday = _everyday()
    total = 0.0
    for ch in strange:
        if ch in _FREQUENT or ch in _MARKS:
            total += 1
        elif ch in everyday:
            total += 0.2
        elif _BROKEN.match(ch):
            total -= 2
        elif "一" <= ch <= "鿿" or ch >= "\U0001f000":
            total -= 0.3
        else:
            total -= 0.8
    return total / len(strange)


def plainly_chinese(text: str) -> bool:
    """Whether a third of a line's beginning are frequent characters: a quick yes, not a no."""
    start = text[:60]
    return sum(map(_FREQUENT.__contains__, start)) * 3 >= len(start)


def best(candidates: dict[str, str]) -> tuple[str, float]:
    """Name the most plausible decoding and its rate; the earlier one wins a tie."""
    rates = {name: plausibility(text) for name, text in candidates.items()}
    name = max(rates, key=lambda key: rates[key])
    return name, rates[name]


def decodings(data: bytes, names: tuple[str, ...]) -> dict[str, str]:
    """Decode strictly under each name; those that fail are left out."""
    found = {}
    for name in names:
        try:
            found[name] = data.decode(name)
        except UnicodeDecodeError:
            continue
    return found
