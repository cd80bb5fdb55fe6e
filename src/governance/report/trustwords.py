"""The words of the trust face, Chinese and English."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "score": ("信任分", "trust score"), "index": ("回头客推荐指数", "returning buyers' index"),
    "tier": ("等级", "tier"), "figures-to": ("数据截至", "figures before"), "median": ("同行中位", "trade median"),
    "conduct": ("合规表现", "conduct"), "promises": ("承诺兑现", "promises kept"), "complaints": ("投诉", "complaints"),
    "voice": ("回头客说", "buyers' voice"), "tenure": ("经营时长", "tenure"), "cap": ("处置封顶", "capped"),
    "leading": ("领先", "leading"), "good": ("优秀", "good"), "level": ("持平", "level"), "behind": ("落后", "behind"),
    "repeat": ("回头客", "returning buyers"), "quality": ("品质", "quality"), "service": ("服务", "service"),
    "content": ("内容", "content"), "unchanged": ("没有变化", "nothing changed"), "case": ("案件", "case"),
    "points": ("分", "points"), "pending": ("待决", "pending"), "of-trade": ("同行", "trade"),
    "open": ("待处理", "open"), "proposed": ("待二审", "second review"), "penalised": ("已处置", "penalised"),
    "dismissed": ("不予处置", "dismissed"), "appealed": ("申诉中", "appealed"), "upheld": ("维持", "upheld"),
    "overturned": ("已撤销", "overturned"), "standing-good": ("良好", "good standing"),
    "standing-watched": ("关注", "watched"), "standing-restricted": ("受限", "restricted"),
    "standing-behind": ("落后", "behind"), "standing-": ("良好", "good standing"),
    "days": ("经营日（折算）", "days of business, faded"), "standing_points": ("现存计分", "points that stand"),
    "pending_points": ("待决计分", "points pending"), "due": ("应兑现", "due"), "kept": ("已兑现", "kept"),
    "broken": ("未兑现", "broken"), "reviews": ("评价", "reviews"), "bought": ("疑似买评", "bought"),
    "answered": ("已回复", "answered"), "opened_on": ("开店", "opened"),
    "trade-food": ("食品", "food"), "trade-health-food": ("保健食品", "health food"), "trade-cosmetic": ("美妆", "cosmetic"),
    "trade-jewelry": ("珠宝玉石", "jewelry"), "trade-apparel": ("服饰", "apparel"), "trade-electronics": ("数码", "electronics"),
    "trade-home": ("家居", "home"), "trade-alcohol": ("酒类", "alcohol"), "trade-infant": ("母婴", "infant"),
    "trade-second-hand": ("二手", "second-hand"), "trade-agri": ("农资", "agri"), "trade-general": ("综合", "general"),
}  # fmt: skip
