"""What people call the fields of a claim sheet, in English and Chinese."""

from __future__ import annotations

import re

_NAMES = {
    "id": "id sku sku_id item_id 编号 商品编号 商品id 货号",
    "title": "title name product_name 标题 商品标题 商品名称 品名",
    "selling_points": "selling_points selling_point highlights 卖点 商品卖点 核心卖点",
    "detail": "detail details description text copy 详情 商品详情 描述 文案 详情文案",
    "script": "script spoken talk 口播 口播稿 脚本 话术 直播话术",
    "category": "category 品类 类目 商品类目",
    "merchant": "merchant merchant_id shop 商家 商家id 店铺",
    "streamer": "streamer streamer_id anchor 主播 主播id",
    "starts": "starts start date occurred_at 活动日期 开播日期 直播日期 日期",
    "price": "price sale_price 售价 现价 活动价 页面价",
    "list_price": "list_price original_price 原价 划线价",
    "reference": "reference reference_label 划线价说明 参考价说明 比较基准",
    "final": "final final_price 到手价 券后价",
    "coupon": "coupon 优惠券 券 券额",
    "coupon_over": "coupon_over 券门槛",
    "over": "over full 满",
    "off": "off minus 减",
    "every": "every each_full 每满 上不封顶",
    "discount": "discount 折扣",
    "quantity": "quantity pieces 件数 到手件数",
    "buy": "buy 买",
    "give": "give 送",
    "history": "history price_history prices_paid 价格记录 成交价记录",
    "gifts": "gifts gift 赠品",
    "draws": "draws draw lottery 抽奖",
    "stock": "stock 库存",
    "limited": "limited limit 限量",
    "facts": "facts 事实 规格",
    "evidence": "evidence proof qualifications 证据 证明材料 资质",
}
_FACTS = {"grade": "grade 成色 成色等级 新旧程度", "defects": "defects 瑕疵 缺陷 瑕疵说明"}
_FIELD = {name: field for field, names in _NAMES.items() for name in names.split()}
_FACT = {name: fact for fact, names in _FACTS.items() for name in names.split()}
FIELDS = frozenset(_NAMES)
CHINESE = {field: next(n for n in names.split() if not n.isascii()) for field, names in _NAMES.items()}
"""The Chinese heading that the template gives a field."""


def field_of(name: str) -> str | None:
    """The field a heading means: ``卖点（必填）*`` is ``selling_points``."""
    return _meant(name, _FIELD)


def fact_of(name: str) -> str | None:
    """The fact of the article that a heading of its own means: ``成色`` is ``grade``."""
    return _meant(name, _FACT)


def _meant(name: str, known: dict[str, str]) -> str | None:
    lower = name.strip().lower()
    plain = re.sub(r"[（(【\[].*?[）)】\]]|[*＊:：\s\ufeff]", "", lower)
    return known.get(re.sub(r"[\s-]+", "_", lower)) or known.get(plain)
