"""治疗 → 氵台疗: a character written as its two halves."""

from __future__ import annotations

from random import Random

# Halves that hosts write side by side; the shipped table of parts (rules/lexicons) is written on its own.
HALVES = {
    "治": "氵台", "疼": "疒冬", "病": "疒丙", "痛": "疒甬", "疾": "疒矢", "癌": "疒嵒", "疗": "疒了", "药": "艹约",
    "情": "忄青", "健": "亻建", "铁": "钅失", "级": "纟及", "减": "冫咸", "祛": "礻去", "胖": "月半", "肥": "月巴",
    "脂": "月旨", "腰": "月要", "肺": "月市", "肝": "月干", "肚": "月土", "胀": "月长", "眠": "目民", "吃": "口乞",
    "好": "女子", "权": "木又", "证": "讠正", "认": "讠人", "破": "石皮", "消": "氵肖", "排": "扌非", "酒": "氵酉",
    "烟": "火因", "奶": "女乃", "信": "亻言", "打": "扌丁", "结": "纟吉", "根": "木艮", "低": "亻氐", "价": "亻介",
    "的": "白勺", "强": "弓虽", "稳": "禾急", "赚": "贝兼", "销": "钅肖", "钱": "钅戋", "绝": "纟色", "效": "交攵",
    "保": "亻呆", "功": "工力", "防": "阝方", "降": "阝夅", "清": "氵青", "活": "氵舌", "血": "丿皿", "性": "忄生",
}  # fmt: skip


def disguise(word: str, random: Random) -> str:
    """The word with one character in halves, where one of its characters has any."""
    places = [at for at, character in enumerate(word) if character in HALVES]
    if not places:
        return word
    at = random.choice(places)
    return word[:at] + HALVES[word[at]] + word[at + 1 :]
