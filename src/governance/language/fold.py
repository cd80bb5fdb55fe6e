"""The canonical view: width, case, digits, traditional characters, separators, glosses, emoji.

Everything that maps one character to one character goes through one ``str.translate``; only what changes
the length becomes an :class:`Edit`. The punctuation is reduced to two marks, because speech recognition
puts commas and full stops where it likes: ``，`` for a soft break and ``。`` for a hard one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from governance.language.chars import CharTable, char_table, translate
from governance.language.script import convert
from governance.language.text import Edit, Text

HARD = "。"
SOFT = "，"
_HARD_MARKS = "。！？!?；;…"
_SOFT_MARKS = '，,、：:—～~「」『』“”"‘’（）()【】[]《》<>\u3000\t\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029'
_HAN = "㐀-䶿一-鿿\U00020000-\U0003134f"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"

# What may stand inside a word only to hide it from a filter. A hyphen or a slash between two Han characters
# is never spelling in Chinese; between letters or digits it is (pH-5, 1/2), so both sides must be Han.
_INVISIBLE = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
_MARKS = r"\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PICTURES = r"\u2190-\u21ff\u2300-\u23ff\u2460-\u27bf\u2900-\u2bff\u3200-\u33ff\U0001f000-\U0001faff"
_COMPAT = (
    r"\u00a8\u00aa\u00b2\u00b3\u00b5\u00b9\u00ba\u00bc-\u00be\u2070-\u209f\u2100-\u218f\ufb00-\ufb06\ufe30-\ufe4f"
    r"\U0001d400-\U0001d7ff"
)
_INNER = r"[*·•・∙⋅‧|_^+=#@&\\/¦`´丨-]+"
_EDGE = f" {SOFT}{HARD}"


@cache
def _noise() -> re.Pattern[str]:
    """Compiled when the first text needs it: so many characters in so many classes take tens of milliseconds, and most
    texts are plain.
    """
    return re.compile(
        rf"(?P<gloss>(?<=[{_HAN}])[(（]\s*[a-z{_TONED}]{{1,6}}\s*[)）])"
        rf"|(?P<invisible>[{_INVISIBLE}]+)"
        rf"|(?P<marks>[{_MARKS}]+)"
        rf"|(?P<inner>(?<=[{_HAN}0-9a-z]){_INNER}(?=[{_HAN}])|(?<=[{_HAN}]){_INNER}(?=[0-9a-z]))"
        rf"|(?P<dots>(?<=[{_HAN}])\.(?=[{_HAN}]\.)|(?<=[{_HAN}]\.[{_HAN}])\.(?=[{_HAN}]))"
        rf"|(?P<spaced>(?<=[{_HAN}]) +(?=[{_HAN}](?:[{_EDGE}]|$))|(?<=[{_EDGE}][{_HAN}]) +(?=[{_HAN}])"
        rf"|(?<=^[{_HAN}]) +(?=[{_HAN}]))"
        rf"|(?P<picture>[{_PICTURES}]\ufe0f?\u20e3?)"
        r"|(?P<keycap>(?<=[0-9])\ufe0f?\u20e3)"
        rf"|(?P<compat>[{_COMPAT}])"
    )


_PLAIN = re.compile(r"[\n\r !-~，。！？、；：“”‘’（）《》【】…—　一-鿿]*")
_STOP = re.compile(r"(?<![0-9a-z])\.|\.(?![0-9a-z])")


@cache
def _one_to_one() -> dict[int, int]:
    """Width, case, traditional to simplified and punctuation, each one character for one."""
    table: dict[int, int] = {}
    for point in range(0xFF01, 0xFF5F):
        table[point] = point - 0xFEE0
    for point in (*range(0x41, 0x5B), *range(0xC0, 0xDF)):
        if len(chr(point).lower()) == 1:
            table[point] = ord(chr(point).lower())
            table[point + 0xFEE0] = table[point]
    han = [chr(point) for first, last in ((0x3400, 0x4DC0), (0x4E00, 0xA000)) for point in range(first, last)]
    # A line a character, so that no phrase rule of OpenCC can apply.
    for before, after in zip(han, convert("t2s", "\n".join(han)).split("\n"), strict=True):
        if before != after and len(after) == 1:
            table[ord(before)] = ord(after)
    for point in range(0x2E80, 0x2FE0):  # radicals typed instead of the character
        plain = unicodedata.normalize("NFKC", chr(point))
        if len(plain) == 1 and plain != chr(point):
            table[point] = ord(plain)
    for point in range(0xF900, 0xFB00):
        plain = unicodedata.normalize("NFKC", chr(point))
        if len(plain) == 1:
            table[point] = ord(plain)
    for mark in _HARD_MARKS:
        table[ord(mark)] = ord(HARD)
        table[ord(mark) + 0xFEE0 if ord(mark) < 0x7F else ord(mark)] = ord(HARD)
    for mark in _SOFT_MARKS:
        table[ord(mark)] = ord(SOFT)
        if 0x21 <= ord(mark) < 0x7F:
            table[ord(mark) + 0xFEE0] = ord(SOFT)
    return table


@cache
def _one_to_one_array() -> CharTable:
    return char_table(_one_to_one())


def fold(original: str, emoji: Mapping[str, str] | None = None) -> Text:
    """Build the canonical view of any string.

    ``emoji`` maps pictures to the words they stand for; a picture that stands for nothing is a separator.
    """
    base = translate(original, _one_to_one_array())
    if "." in base:
        base = _STOP.sub(HARD, base) if not _dotted().search(base) else _stops_but_dotted(base)
    if " " in base:
        base = _pauses(base)
    edits = _edits(original, base, emoji or {})
    return Text(original, base, edits)


PAUSES = 2  # spaces between words of two characters and more from which spaces are how a text marks its pauses


def _pauses(base: str) -> str:
    """Soft breaks for the spaces of a text that is set by them, as titles are and some recognisers do: 羽绒服 女 短款.

    Between single characters they may still hide a word: 全 网 最 低.
    """
    spaces = list(_space().finditer(base))
    if sum(not (_alone(base, m.start() - 1) or _alone(base, m.end())) for m in spaces) < PAUSES:
        return base
    out = list(base)
    for match in spaces:
        if not (_alone(base, match.start() - 1) and _alone(base, match.end())):
            out[match.start()] = SOFT
    return "".join(out)


def _alone(base: str, at: int) -> bool:
    """Whether the character there is a piece by itself."""
    return (not at or base[at - 1] in _EDGE) and (at + 1 == len(base) or base[at + 1] in _EDGE)


@cache
def _space() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{_HAN}0-9a-z]) +(?=[{_HAN}])|(?<=[{_HAN}]) +(?=[0-9a-z])")


_DOTTED = rf"[{_HAN}]\.[{_HAN}]\.[{_HAN}]"


@cache
def _dotted() -> re.Pattern[str]:
    return re.compile(_DOTTED)


def _stops_but_dotted(base: str) -> str:
    """Full stops become hard breaks, but 最.低.价 is one word with dots in it."""
    keep = {m.start() for m in _noise().finditer(base) if m.lastgroup == "dots"}
    return "".join(HARD if ch == "." and at not in keep and _STOP.match(base, at) else ch for at, ch in enumerate(base))


def _edits(original: str, base: str, emoji: Mapping[str, str]) -> list[Edit]:
    edits: list[Edit] = []
    if _PLAIN.fullmatch(original) and not (_DOUBTFUL.search(original) and _suspect().search(original)):
        return edits
    # The parentheses of a gloss were folded to soft breaks; look for glosses in a base that kept them.
    bracketed = _brackets(original, base)
    for match in _noise().finditer(bracketed):
        kind = match.lastgroup
        start, end = match.span()
        found = match.group()
        if kind == "gloss":
            if not _is_gloss(bracketed[start - 1], found):
                continue
            edits.append(Edit(start, end, "", "pinyin"))
        elif kind in ("inner", "dots", "spaced"):
            edits.append(Edit(start, end, "", "spacing"))
        elif kind in ("picture", "compat"):
            edits.append(_picture(start, end, found, emoji))
        else:
            edits.append(Edit(start, end, "", None))
    return edits


_DOUBTFUL = re.compile(r"[*|_^+=#@&\\/` .(（-]")  # one of these stands in whatever is suspect


@cache
def _suspect() -> re.Pattern[str]:
    return re.compile(rf"[*|_^+=#@&\\/`-]|[{_HAN}] +[{_HAN}]|[{_HAN}] *[(（]\s*[a-z]|{_DOTTED}", re.IGNORECASE)


def _brackets(original: str, base: str) -> str:
    if "(" not in original and "（" not in original:
        return base
    return "".join("(" if o in "(（" else ")" if o in ")）" else b for o, b in zip(original, base, strict=True))


def _is_gloss(character: str, found: str) -> bool:
    """Whether a bracket after a character only spells its sound: 根(gēn)治."""
    inside = found.strip("(（)） ").strip()
    if any(ch in _TONED for ch in inside):
        return True
    from pypinyin import Style, pinyin

    sounds = pinyin(character, style=Style.NORMAL, heteronym=True)
    return bool(sounds) and inside in sounds[0]


# Signs of measure hide nothing: 23℃, 89㎡.
_UNITS = {sign: unicodedata.normalize("NFKC", sign).lower() for sign in "㎎㎏㎜㎝㎞㎡㎥㏄㎖㎗ℓ㎍㎾"}
_UNITS |= {"℃": "度", "℉": "华氏度"}


def _picture(start: int, end: int, found: str, emoji: Mapping[str, str]) -> Edit:
    meant = emoji.get(found) or emoji.get(found[0])
    if meant:
        return Edit(start, end, meant, "emoji")
    if found in _UNITS:
        return Edit(start, end, _UNITS[found], None)
    plain = unicodedata.normalize("NFKC", found).strip("()")
    if plain != found and plain.isalnum():
        return Edit(start, end, plain.lower(), "digit-letter")
    return Edit(start, end, "", None)
