"""Trust for people. Takes the records that ``trust --format json`` prints."""

from __future__ import annotations

from typing import Any, TextIO

from rich.cells import cell_len
from rich.console import Console

from governance.errors import one_line
from governance.model import Lang
from governance.report.conditions import stated, trust_word, wanted
from governance.report.curve import braille

WIDTH = 30  # cells of the longest bar


class TrustFace:
    """Draws on ``out``; ``titles`` are the policy's own names of measures and tiers."""

    def __init__(self, out: TextIO, lang: Lang, titles: dict[str, dict[str, str]]) -> None:
        self.console = Console(file=out, highlight=False, emoji=False, markup=False, soft_wrap=True)
        self.lang = lang
        self.titles = titles

    def word(self, key: str) -> str:
        """A word of the face, or of the policy; an unknown key stands for itself."""
        if key in self.titles:
            return self.titles[key][self.lang]
        return trust_word(key, self.lang)

    def line(self, text: str = "", style: str | None = None) -> None:
        """One line, whatever the data holds."""
        self.console.print(one_line(text), style=style)

    def head(self, record: dict[str, Any]) -> None:
        """Merchant, score, tier."""
        self.line(f"{record['merchant']} · {self.word('trade-' + record['trade'])} · {record['as_of'][:10]}", "bold")
        tier = f"{self.word('score')} {record['score']:.2f} ({self.word(record['tier'])})"
        index = f"{self.word('index')} {record['index']:.2f} ({self.word(record['level'])})"
        self.line(f"{tier} · {index} · {self.word('figures-to')} {record['figures_to']}")

    def show(self, record: dict[str, Any]) -> None:
        """The waterfall and the index."""
        self.head(record)
        self.line()
        self.line(f"{self._pad(self.word('median'), 16)}{record['median']:8.2f}")
        for bar in record["bars"]:
            self._bar(bar)
        self.line(f"{self._pad(self.word('score'), 16)}{record['score']:8.2f}", "bold")
        self.line()
        self.line(f"{self.word('index')} · {record['index_of']['preset']}", "bold")
        for dimension in record["index_of"]["dimensions"]:
            self.line(f"{self._pad(self.word(dimension['dimension']), 16)}{dimension['points']:8.2f} "
                      f"{self.word(dimension['level'])}")  # fmt: skip
            for rate in dimension["measures"]:
                self._rate(rate)

    def why(self, record: dict[str, Any]) -> None:
        """What changed between two instants."""
        first, last = record["from"], record["to"]
        self.line(f"{record['merchant']} · {first['as_of'][:10]} → {last['as_of'][:10]}", "bold")
        self.line(f"{first['score']:.2f} ({self.word(first['tier'])}) → {last['score']:.2f} "
                  f"({self.word(last['tier'])}) · {record['delta']:+.2f}")  # fmt: skip
        if not record["bars"]:
            self.line(self.word("unchanged"))
        for bar in record["bars"]:
            self._bar(bar)

    def rank(self, rows: list[dict[str, Any]]) -> None:
        """A line a merchant."""
        for row in rows:
            self.line(f"{row['rank']:>4}  {self._pad(row['merchant'], 18)}{row['score']:7.2f}  "
                      f"{self._pad(self.word(row['tier']), 8)} {self.word('index')} {row['index']:6.2f}  "
                      f"{self.word('trade-' + row['trade'])}")  # fmt: skip

    def entitlements(self, record: dict[str, Any]) -> None:
        """Benefits, traffic, deposit and gates."""
        self.head(record)
        for one in record["benefits"]:
            held = f" · {self.word('held')} {one['since'][:10]}" if one["held"] else ""
            self._gate(one["title"][self.lang], one["due"], one["conditions"], held)
        traffic = record["traffic"]
        self.line(f"{self.word('traffic')} · {self.word(traffic['stage'])} · {self.word('basic')} "
                  f"{traffic['basic']:.0f} % · {self.word('key')} {traffic['key']:.0f} %")  # fmt: skip
        self.line(f"{self.word('deposit')} {record['deposit_percent']} %")
        for one in record["admission"]:
            self._gate(f"{self.word('admission')} · {one['title'][self.lang]}", one["open"], one["conditions"], "")

    def _gate(self, title: str, is_open: bool, conditions: list[dict[str, Any]], more: str) -> None:
        self.line(f"{'✓' if is_open else '✗'} {title}{more}", "green" if is_open else "red")
        for one in conditions:
            if not one["holds"]:
                self.line(f"    {self.word('fact-' + one['fact'])}: {stated(one['value'], self.word)}, "
                          f"{self.word('needs')} {wanted(one, self.word)}", "dim")  # fmt: skip

    def improve(self, record: dict[str, Any]) -> None:
        """Levers, plan, and what keeping clean brings."""
        self.head(record)
        if record["next_tier"] is None:
            self.line(self.word("at-the-top"))
        else:
            self.line(f"{self.word('next-tier')}: {self.word(record['next_tier'])} (+{record['missing']:.2f})")
        for one in record["levers"]:
            self.line(f"  +{one['gain']:.2f}  {self.word(one['lever'])}: {self._share(one['now'])} → "
                      f"{self._share(one['target'])} · {self.word('by')} {one['by']}")  # fmt: skip
        plan = record["plan"]
        if plan is not None:
            names = " + ".join(map(self.word, plan["levers"])) or self.word("keep-clean")
            self.line(f"{self.word('plan')}: {names} → {plan['by'] or self.word('not-within-a-year')}", "bold")
        self.line(f"{self.word('keep-clean')}: " + " · ".join(
            f"{one['by']} {one['score']:.2f}" for one in record["keeping_clean"]))  # fmt: skip

    @staticmethod
    def _share(value: float) -> str:
        return f"{value * 100:.2f} %" if value <= 1 else f"{value:g}"

    def history(self, rows: list[dict[str, Any]]) -> None:
        """The curve in braille."""
        self.head(rows[-1])
        for text in braille([(row["as_of"][:10], row["score"]) for row in rows], 0, 100):
            self.line(text)

    def attacks(self, rows: list[dict[str, Any]]) -> None:
        """A line an attack."""
        for one in rows:
            most = f" ({self.word('at-most')} {one['most']:g})" if one["most"] is not None else ""
            self.line(f"{self._pad(self.word(one['attack']), 16)}{one['before']:7.2f} → {one['after']:7.2f}  "
                      f"{one['gain']:+.2f}{most}")  # fmt: skip

    def simulate(self, record: dict[str, Any]) -> None:
        """Consequences of a new policy."""
        self.line(f"{record['merchants']} {self.word('merchants')} · {record['as_of'][:10]}", "bold")
        for tier in sorted({*record["tiers"]["old"], *record["tiers"]["new"]}):
            old, new = (record["tiers"][side].get(tier, 0) for side in ("old", "new"))
            self.line(f"{self._pad(self.word(tier), 10)}{old:5} → {new:5}")
        for one in record["moved"][:20]:
            self.line(f"    {one['merchant']}: {self.word(one['from'])} → {self.word(one['to'])}", "dim")
        self.line(f"{self.word('traffic-moved')} {record['traffic']['moved_share'] * 100:.2f} %")
        for what in ("benefits", "admission"):
            for side in ("gained", "lost"):
                told = " · ".join(f"{name} {count}" for name, count in record[what][side].items()) or "0"
                self.line(f"{self.word(f'{what}-{side}')}: {told}")
        for side in ("old", "new"):
            judged = record["punished"][side]
            if judged is not None:
                self.line(f"{self.word('policy-' + side)}: {self.word('honest-low')} {judged['honest_low']}/"
                          f"{judged['honest']} · {self.word('cheats-high')} {judged['cheats_high']}/"
                          f"{judged['cheats']}")  # fmt: skip
        gmv = record["gmv"]
        change = (gmv["new_fen"] / gmv["old_fen"] - 1) * 100 if gmv["old_fen"] else 0.0
        self.line(f"GMV {self.word('estimate')} {change:+.2f} % · {gmv['formula']}")
        self.line(gmv["assumptions"][self.lang], "dim")

    # --- pieces ---

    def _bar(self, bar: dict[str, Any]) -> None:
        delta = bar["delta"]
        cells = "█" * min(WIDTH, round(abs(delta) * 2))
        style = "red" if delta < 0 else "green" if delta > 0 else "dim"
        self.line(f"{self._pad(self.word(bar['part']), 16)}{delta:+8.2f} {cells}", style)
        for one in bar["because"][:8]:
            self.line("    " + self._because(one), "dim")

    def _because(self, one: dict[str, Any]) -> str:
        if "case" in one:
            before = f"{one['before']:g} → " if "before" in one else ""
            found = "、".join(one["findings"]) if self.lang == "zh" else ", ".join(one["findings"])
            pending = f"({self.word('pending')})" if one["pending"] else ""
            return (f"{self.word('case')} {one['case']} · {one['at'][:10]} · {self.word(one['status'])} · "
                    f"{before}{one['points']:g} {self.word('points')} {pending} · "
                    f"{one['document']} · {found}")  # fmt: skip
        if "measure" in one:
            return self._rate_text(one)
        if "standing" in one:
            before = f"{self.word('standing-' + one['before'])} → " if "before" in one else ""
            return f"{before}{self.word('standing-' + one['standing'])} · {' '.join(one['cases'])}"
        was = one.get("before") if isinstance(one.get("before"), dict) else None
        parts = []
        for key, value in one.items():
            if key != "before":
                old = f"{was[key]} → " if was is not None and was.get(key) != value else ""
                parts.append(f"{self.word(key)} {old}{value}")
        return " · ".join(parts)

    def _rate(self, rate: dict[str, Any]) -> None:
        self.line("    " + self._rate_text(rate), "dim")

    def _rate_text(self, rate: dict[str, Any]) -> str:
        before = f"{rate['before'] * 100:.2f} % → " if "before" in rate else ""
        return (f"{self.word(rate['measure'])} {before}{rate['rate'] * 100:.2f} % "
                f"[{rate['low'] * 100:.2f}, {rate['high'] * 100:.2f}] · {self.word('of-trade')} "
                f"{rate['trade'] * 100:.2f} % · {rate['of']}/{rate['over']} · {self.word(rate['level'])}")  # fmt: skip

    @staticmethod
    def _pad(text: str, width: int) -> str:
        return text + " " * max(1, width - cell_len(text))
