"""Column names people use in claim sheets, English and Chinese, and the field each one means."""

from __future__ import annotations

import re
from collections.abc import Sequence

TEXT_FIELDS = ("title", "text", "selling_points")
"""Columns that together are the document's text, joined in the sheet's order."""

_NAMES: dict[str, str] = {
    "text": "text content copy script description claim 文案 内容 正文 话术 脚本 口播 口播稿 直播话术"
    " 直播文案 宣传文案 广告文案 推广文案 商品文案 商品描述 产品描述 描述 详情 商品详情 商品介绍 产品介绍"
    " 介绍 宣称 宣传语 广告语 原文 文本",
    "title": "title name product_name product headline 标题 商品标题 商品名称 商品名 产品名称 产品名 品名"
    " 名称 链接标题 主标题 副标题 短标题",
    "selling_points": "selling_points selling_point highlights slogan 卖点 商品卖点 产品卖点 核心卖点"
    " 主要卖点 推荐卖点 亮点 功效 功效宣称 推荐语 推荐理由",
    "id": "id doc_id sku sku_id item_id 编号 商品id 商品编号 商品编码 货号 文案id 文案编号 素材id",
    "category": "category 品类 类目 分类 商品类目 商品品类 一级类目 行业 所属行业",
    "merchant": "merchant merchant_id shop seller 商家 商家id 商户 商户id 店铺 店铺id 店铺名称 商家名称",
    "streamer": "streamer streamer_id anchor host 主播 主播id 主播名称 达人 达人id 达人名称",
    "provider": "provider provider_id mcn 服务商 服务商id 机构 机构名称 mcn机构",
    "occurred_at": "occurred_at date datetime 日期 时间 直播时间 直播日期 发布时间 提交时间 开播时间",
    "kind": "kind",
    "evidence": "evidence 证据 证明 证明材料 资质 资质材料 检测报告 依据 佐证",
    "products": "products",
    "utterances": "utterances",
}
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names.split()}
_NOISE = re.compile(r"[（(【\[].*?[）)】\]]|[*＊:：\s\ufeff]")


def field_of(header: str) -> str | None:
    """Return the field a column name means, or None; ``卖点（必填）*`` is ``卖点``."""
    plain = header.strip().lower()
    return _FIELD_OF.get(re.sub(r"[\s-]+", "_", plain)) or _FIELD_OF.get(_NOISE.sub("", plain))


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names columns and one of them holds text; a sentence is no column name."""
    return any(len(cell) < 30 and field_of(cell) in TEXT_FIELDS for cell in cells)
