"""The bank's own lists, by the words a spreadsheet uses for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from huiyin.intake.channels.spreadsheet.columns import plain
from huiyin.organisation import queries as organisation
from huiyin.organisation.refusal import Refused
from huiyin.policy import queries as policy

OTHER = "其他"
IN_LEVELS = ("/", ">", "＞", "→")

# What others call things, by the names of the bank's register and of JR/T 0169.
CATEGORIES = {
    "creditcard": "信用卡", "creditcardorprepaidcard": "信用卡", "mortgage": "贷款", "studentloan": "贷款",
    "consumerloan": "贷款", "vehicleloanorlease": "贷款", "paydayloan": "贷款", "debtcollection": "债务催收",
    "paydayloantitleloanorpersonalloan": "贷款", "moneytransfers": "支付结算", "checkingorsavingsaccount": "人民币储蓄",
    "moneytransfervirtualcurrencyormoneyservice": "支付结算", "bankaccountorservice": "人民币储蓄",
}  # fmt: skip
CHANNELS = {
    "web": "WEB", "网站": "WEB", "留言板": "WEB", "phone": "HOT", "电话": "HOT", "热线": "HOT", "postalmail": "LET",
    "来信": "LET", "fax": "FAX", "email": "EML", "邮件": "EML", "referral": "GOV", "webreferral": "GOV",
    "12345": "GOV", "柜面": "CTR",
}  # fmt: skip


@dataclass(frozen=True)
class Leaf:
    """One entry of a list of two levels."""

    code: str
    name: str
    above: str = ""


@dataclass(frozen=True)
class Lists:
    """Read once for a file; `owners`: the unit of each channel, by its code."""

    categories: Mapping[str, tuple[Leaf, ...]]
    causes: Mapping[str, tuple[Leaf, ...]]
    channels: Mapping[str, str]
    owners: Mapping[str, int | None]
    units: Mapping[str, tuple[int, ...]]
    codes: Mapping[int, str]

    def category(self, said: Sequence[str]) -> str:
        """The most particular of the words that the bank knows, or nothing."""
        return _match(self.categories, [CATEGORIES.get(plain(word), word) for word in said])

    def cause(self, word: str) -> str:
        return _match(self.causes, [word]) or _unknown("cause", word)

    def channel(self, word: str) -> str:
        known = self.channels.get(plain(word)) or self.channels.get(plain(CHANNELS.get(plain(word), "")))
        return known or _unknown("channel", word)

    def unit(self, word: str, *, field: str = "complained_of") -> int:
        """A unit by its code or its name, where only one has it."""
        found = self.units.get(plain(word), ())
        return found[0] if len(found) == 1 else int(_unknown(field, word))


def load(*, on: date) -> Lists:
    channels = policy.channels()
    units = organisation.tree(on=on)
    by_word: dict[str, tuple[int, ...]] = {}
    for unit in units:
        for word in {plain(unit.code), plain(unit.name)}:
            by_word[word] = (*by_word.get(word, ()), unit.pk)
    return Lists(
        categories=_by_word(
            [Leaf(c.code, c.name, c.parent.name if c.parent else "") for c in policy.categories()]
        ),
        causes=_by_word([Leaf(c.code, c.name, c.parent.name if c.parent else "") for c in policy.causes()]),
        channels={plain(word): c.code for c in channels for word in (c.name, c.code)},
        owners={c.code: c.owning_unit_id for c in channels},
        units=by_word,
        codes={unit.pk: unit.code for unit in units},
    )


def _by_word(leaves: Sequence[Leaf]) -> dict[str, tuple[Leaf, ...]]:
    found: dict[str, tuple[Leaf, ...]] = {}
    for leaf in leaves:
        for word in {plain(leaf.name), leaf.code.casefold()}:
            found[word] = (*found.get(word, ()), leaf)
    return found


def _match(leaves: Mapping[str, tuple[Leaf, ...]], said: Sequence[str]) -> str:
    """The last word is the most particular; where two entries share a name, the words above it decide."""
    parts = [part for word in said for part in _in_levels(word)]
    around = {plain(part) for part in parts}
    for word in reversed(parts):
        found = leaves.get(word.strip().casefold()) or leaves.get(plain(word), ())
        below = [leaf for leaf in found if leaf.above and plain(leaf.above) in around]
        chosen = below if len(below) == 1 else found
        if len(chosen) == 1:
            return chosen[0].code
    return ""


def _in_levels(word: str) -> list[str]:
    for sign in IN_LEVELS:
        word = word.replace(sign, "\n")
    return [part for part in word.split("\n") if part.strip()]


def _unknown(field: str, word: str) -> str:
    raise Refused("unknown", field=field, value=word[:60])
