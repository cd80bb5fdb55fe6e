"""The category a sheet or an object names, in our words or in a shop's."""

from __future__ import annotations

from governance.errors import did_you_mean
from governance.model import CATEGORIES

_CHINESE = {
    "food": "食品 零食 生鲜 生鲜果蔬 食品饮料 饮料 粮油 酒水饮料 休闲食品 茶叶",
    "health-food": "保健食品 保健品 膳食补充剂 营养保健 营养品 滋补品",
    "cosmetic": "化妆品 美妆 护肤 护肤品 彩妆 美妆护肤 个护美妆 美容护肤",
    "medical-device": "医疗器械 器械",
    "drug": "药品 药 中药 西药 处方药 非处方药",
    "jewelry": "珠宝 首饰 珠宝首饰 玉石 玉翠 珠宝玉石 翡翠 文玩 黄金",
    "apparel": "服装 服饰 女装 男装 鞋服 鞋靴 箱包 内衣 服饰内衣 鞋包",
    "electronics": "数码 家电 电子 手机 3C 3c数码 数码家电 电器 电脑",
    "home": "家居 家具 家纺 日用 日用百货 家居用品 家清 厨具 家装",
    "alcohol": "酒 酒类 白酒 酒水 红酒 葡萄酒 啤酒",
    "tobacco": "烟草 烟 香烟 电子烟",
    "infant": "母婴 婴幼儿 奶粉 婴童 母婴用品 婴儿",
    "education": "教育 课程 教育培训 培训 在线教育",
    "finance": "金融 理财 保险 证券 基金 投资",
    "second-hand": "二手 二手商品 二手奢侈品 闲置",
    "agri": "农资 农药 种子 化肥 肥料 农业",
    "service": "服务 本地生活 生活服务 本地服务 旅游",
    "real-estate": "房产 房地产 楼盘 房屋",
    "general": "通用 其他 其它 综合",
}
_KNOWN = {
    **{name: name for name in CATEGORIES},
    **{word.lower(): name for name, words in _CHINESE.items() for word in words.split()},
}


def category_of(value: str) -> str | None:
    """Return the category a value names (``美妆`` is ``cosmetic``), or None."""
    return _KNOWN.get(value.strip().lower().replace("_", "-").replace(" ", "-"))


def category_mend(value: str) -> str:
    """Say which category may have been meant."""
    return did_you_mean(value, _KNOWN) or "use one of: " + " ".join(CATEGORIES)
