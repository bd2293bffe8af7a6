"""Texts like those of a journal in English, German and Chinese, the same at each run."""

from __future__ import annotations

import random
from itertools import accumulate

_ENGLISH = (
    "the of and to in for is that on with as are by from orders backlog transformer grid power"
    " utilities demand electricity margin price copper steel cable substation switchgear voltage"
    " direct current interconnector permit queue data centre capacity factory quarter guidance"
    " management said expects lead times stay near three years tariff export inverter turbine"
    " hyperscaler tokens inference cluster cooling battery storage renewable curtailment subsidy"
)
_GERMAN = (
    "der die das und in zu den mit von für ist auf im ein eine nicht Auftragsbestand Auftrag Netz"
    " Leistungstransformatoren wächst Lieferzeiten über drei Jahre Netzausbau Übertragungsnetz"
    " Strombedarf Rechenzentren Kupferpreise Schaltanlagen Hochspannung Gleichstrom Anschluss"
    " größer Erträge Umspannwerk Quartal Ausblick Vorstand erwartet Förderung Speicher Straße"
)
_CHINESE = (
    "的 在 和 公司 市场 增长 今年 订单 电网 变压器 国家电网 特高压 招标 数据中心 铜价 毛利率"
    " 中国西电 平高电气 交付周期 出口 美国 需求 继续 超过 预计 投资 输电 换流阀 柔性直流"
    " 开关 电缆 材料 成本 第一季度 同比 环比 产能 扩产 政策 储能 风电 光伏 用电量 算力 芯片"
    " 南方电网 干式 油浸 硅钢"
)
_STARTS = ("ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pra", "sto", "tri", "ver")
_MIDDLES = ("bel", "con", "dar", "fen", "gol", "hin", "jas", "kur", "lom", "mit", "nar", "pol")
_ENDS = ("a", "er", "ing", "ung", "on", "stadt")
# Names and other words that stand in a few notes each.
RARE = tuple(f"{a}{b}{c}" for a in _STARTS for b in _MIDDLES for c in _ENDS)
_HAN = tuple(chr(code) for code in range(0x4E00, 0x9000, 7))
_OFTEN = 0.8  # of all words are of the common ones
WORDS = {"en": _ENGLISH.split(), "de": _GERMAN.split(), "zh": _CHINESE.split()}
_WEIGHTS = {  # as Zipf has it
    name: list(accumulate(1 / place for place in range(1, len(words) + 1)))
    for name, words in WORDS.items()
}
LANGUAGES = ("zh", "en", "zh", "de")


class Writer:
    """Writes texts; two with the same seed write the same."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)  # noqa: S311 - no secret

    def line(self, language: str, letters: int) -> str:
        """Return about so many letters."""
        found, length, space = [], 0, "" if language == "zh" else " "
        while length < letters:
            word = self._word(language)
            found.append(word)
            length += len(word) + len(space)
        return space.join(found) + ("。" if language == "zh" else ".")

    def _word(self, language: str) -> str:
        if self._dice.random() < _OFTEN:
            words, weights = WORDS[language], _WEIGHTS[language]
            return self._dice.choices(words, cum_weights=weights)[0]
        if language == "zh":
            return "".join(self._dice.choices(_HAN, k=2))
        return self._dice.choice(RARE)

    def entry(self, language: str, letters: int) -> str:
        """Return an entry with a title and paragraphs."""
        lines = [f"# {self.line(language, 30)}", ""]
        left = letters
        while left > 0:
            lines.append(self.line(language, min(left, 400)))
            left -= 400
        return "\n".join(lines)

    def length(self) -> int:
        """Return how long an entry is."""
        return self._dice.randint(1000, 2000)
