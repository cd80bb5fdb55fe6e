"""The words of ``rules/evidence.yaml`` made quick to ask; one a rulebook."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from governance.language.numbers import parse
from governance.rulebook.book import Rulebook
from governance.rulebook.papers import EvidenceFile, Paper

# A variant is another model: B6 Pro is no B6.
_MODEL = re.compile(
    r"(?<![a-z0-9])([a-z]{1,3})-?[0-9]{1,3}(?:[ ，]?(?:pro|max|plus|ultra|mini|lite|air|se)(?![a-z]))?(?![0-9a-z%.])"
)
_SIZED = re.compile(
    r"(?<![a-z0-9])(?:(?:规格)?([2-6]?x{0,4}[sl]|m)码|规格([2-6]?x{0,4}[sl]|m)(?![a-z])|([2-6]xl|x{2,4}l)(?![a-z]))"
)
_RUN = re.compile("[一-鿿]+")
_LATIN = re.compile(r"[a-z]{2,}[a-z0-9.+-]*|[a-z][0-9]+[a-z0-9-]*")


BEFORE = 5  # characters before a word in which a negation reaches it
LISTED = 16  # characters that a search which found nothing may list: 未检测到录播或ai生成画面
_SOUGHT = re.compile("(?:未|没有|没|无)(?:检测到|检测出|检出|发现|查到|查见|使用|添加|涉及|见)[^，。；]*$")
_FOUND_NONE = re.compile("[一-鿿a-z]{1,8}阴性")  # ai生成检测阴性
_NONE_COUNTED = re.compile("[一-鿿]{1,8}0[次起条项处人](?![0-9])")  # 出险记录0次


class Table:
    """Vocabulary of the comparisons. All texts it is asked about are folded (lower case, half width)."""

    def __init__(self, file: EvidenceFile) -> None:
        self.file = file
        self._same = sorted(
            ((word, chief) for chief, words in file.same.items() for word in words),
            key=lambda pair: (-len(pair[0]), pair[0]),
        )
        self._generic = frozenset(file.generic)
        self._units = frozenset(unit for units in file.units.values() for unit in units)
        self._stop = frozenset(file.stop)
        # Every clause is laid beside every paper: the same short texts are asked about again and again.
        self.plain = lru_cache(maxsize=4096)(self._read_plain)
        self.content = lru_cache(maxsize=4096)(self._read_content)
        self.kinds = lru_cache(maxsize=4096)(self._read_kinds)
        self.which = lru_cache(maxsize=4096)(self._read_which)
        self.models = lru_cache(maxsize=4096)(self._read_models)
        self.step = lru_cache(maxsize=8192)(self._read_step)

    def paper(self, kind: str) -> Paper:
        """What is known of a type of evidence, or of one that is called alike; an unknown one speaks of anything."""
        return self.file.types.get(self.listed(kind), self.file.other)

    def listed(self, kind: str) -> str:
        """The listed type as which a type of evidence is read; itself where none is called alike."""
        if kind in self.file.types:
            return kind
        return next((listed for word, listed in self.file.alike.items() if word in kind), kind)

    def _read_plain(self, text: str) -> str:
        """The text with words of one meaning made one word. Offsets are lost."""
        return self._plain_of.sub(lambda found: self._chief[found.group()], text)

    @cached_property
    def _chief(self) -> dict[str, str]:
        chiefs = {chief: chief for chief in self.file.same}
        chiefs.update(self._same)
        return chiefs

    @cached_property
    def _plain_of(self) -> re.Pattern[str]:
        return re.compile(either(tuple(self._chief)))

    def _read_content(self, text: str) -> frozenset[str]:
        """What a text speaks of: pairs of characters that carry meaning, and Latin words."""
        text = self.plain(text)
        out = {word for word in _LATIN.findall(text) if word not in self._units}  # mm is no subject
        for run in _RUN.findall(text):
            pairs = (run[i : i + 2] for i in range(len(run) - 1))
            out.update(p for p in pairs if p not in self._generic and not self._stop.intersection(p))
        return frozenset(out)

    def _read_kinds(self, text: str) -> dict[str, frozenset[str]]:
        """Which kinds of every aspect a text names, by aspect; aspects it does not name are left out."""
        out: dict[str, frozenset[str]] = {}
        for aspect, kinds, words in self._aspects:
            if words.search(text):
                out[aspect] = frozenset(kind for kind, named in kinds if any(word in text for word in named))
        return out

    @cached_property
    def _aspects(self) -> list[tuple[str, tuple[tuple[str, tuple[str, ...]], ...], re.Pattern[str]]]:
        return [
            (
                name,
                tuple(one.kinds.items()),
                re.compile(either(tuple(w for words in one.kinds.values() for w in words))),
            )
            for name, one in self.file.aspects.items()
        ]

    def _read_which(self, text: str) -> dict[str, frozenset[float]]:
        """Numbers that name which one, by what they number: 二段, 5号楼."""
        out: dict[str, frozenset[float]] = {}
        for found in self.numbered.finditer(text):
            number = parse(found["n"])
            if number is not None:
                unit = self.file.which[found["u"]]
                out[unit] = out.get(unit, frozenset()) | {number}
        return out

    def _read_models(self, text: str) -> frozenset[str]:
        """Names of models: X3, but neither m2 nor PM2.5."""
        found = _MODEL.finditer(text)
        return frozenset(re.sub("[ ，]", "", one[0]) for one in found if one[1] not in self.file.not_models)

    def sizes(self, text: str) -> frozenset[str]:
        """Sizes of clothes: XL码, 规格XXL."""
        return frozenset(found[1] or found[2] or found[3] for found in _SIZED.finditer(text))

    def _read_step(self, order: str, text: str) -> int | None:
        """The best step of an order that a text names, 0 the highest."""
        for number, words in enumerate(self._steps[order]):
            if words.search(text):
                return number
        return None

    @cached_property
    def _steps(self) -> dict[str, tuple[re.Pattern[str], ...]]:
        """The words of every step; letters stand by themselves: the vs1 of 净度vs1, no p1 in a number of a paper."""
        return {
            name: tuple(re.compile("|".join(_by_itself(word) for word in words)) for words in order.steps)
            for name, order in self.file.orders.items()
        }

    @cached_property
    def negator(self) -> re.Pattern[str]:
        """A word that negates what follows it; group ``object`` is what follows, without empty words."""
        skip = either(self.file.skip_after)
        return re.compile(rf"(?:{either(self.file.negators)})(?:{skip})*(?P<object>[一-鿿]{{0,6}})")

    @cached_property
    def silence(self) -> re.Pattern[str]:
        """A word by which a paper says that it leaves something out; neither 未检出 nor 未检测到."""
        return re.compile(rf"(?:{either(self.file.left_out)})(?![出到])")

    @cached_property
    def numbered(self) -> re.Pattern[str]:
        """A number that names which one: 二段, 5号楼; groups ``n`` and ``u``."""
        number = r"(?P<n>\d{1,4}|[一二两三四五六七八九十]{1,3})"
        return re.compile(rf"{number}(?P<u>{either(tuple(self.file.which))})(?!时|间|落|子)")

    @cached_property
    def zeroed(self) -> re.Pattern[str]:
        """What a text says there is none of: group 1 of 零蔗糖."""
        return re.compile(
            rf"(?<![0-9.])(?:{either(self.file.zero)})(?![零一二三四五六七八九十百千万点])([一-鿿]{{2,4}})"
        )

    def none_counted(self, text: str, at: int) -> bool:
        """Whether what stands at this place was counted and there was none: 出险记录0次."""
        return _NONE_COUNTED.match(text, at) is not None

    def negated(self, text: str, at: int) -> bool:
        """Whether a negation reaches this place, before it or after (甲醛未检出)."""
        text = self.unmasked(text)
        if _SOUGHT.search(text[max(0, at - LISTED) : at]) or self.none_counted(text, at):
            return True
        before, after = text[max(0, at - BEFORE) : at], text[at : at + 2 + BEFORE].partition("，")[0]
        if _FOUND_NONE.match(text, at):
            return True
        return any(found.end("object") >= len(before) for found in self.negator.finditer(before)) or any(
            word in before or word in after for word in ("零", "未检出", "没检出", "不含", "没有", "无", "未见", "阴性")
        )

    @cached_property
    def _harmless(self) -> re.Pattern[str]:
        return re.compile(either(self.file.not_negators))

    def unmasked(self, text: str) -> str:
        """The text with words that only look like negations blanked (不锈钢); offsets stay."""
        return self._harmless.sub(lambda found: " " * len(found.group()), text)


def _by_itself(word: str) -> str:
    before = "(?<![a-z0-9])" if re.match("[a-z0-9]", word) else ""
    after = "(?![a-z0-9])" if re.search("[a-z0-9]$", word) else ""
    return before + re.escape(word) + after


def either(words: tuple[str, ...]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) or r"[^\s\S]"


@lru_cache(maxsize=4)
def table_of(book: Rulebook) -> Table | None:
    """The table of a rulebook, None where it has no evidence.yaml."""
    file = book.source.evidence
    return None if file is None else Table(file)
