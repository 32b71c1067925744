"""Poor households and their members, as the national export describes them (DOMAIN §2)."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from domain.geo import Point
from domain.refusals import Refusal

HEADS = frozenset({"户主", "本人或户主", "本人"})
"""How the export calls the head's relation to the head."""
NOT_EXITED = frozenset({"未脱贫", "返贫"})
"""States of a household whose contact card is blue."""
FEWEST_DIGITS = 3
LONGEST_SEARCH = 30
LONGEST_NAME = 4


@dataclass(frozen=True, kw_only=True)
class Member:
    """One person of a household; `facts` are the export's other columns by name."""

    number: str
    name: str
    id_number: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_head(self) -> bool:
        """Tell whether the record calls this person the head."""
        return self.facts.get("relation") in HEADS


@dataclass(frozen=True, kw_only=True)
class Household:
    """One household; `facts` are the export's other columns by name."""

    number: str
    area_code: str
    head_name: str
    point: Point | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


class Card(StrEnum):
    """The colour of a household's contact card (一户一册一卡): red when it has exited."""

    RED = "red"
    BLUE = "blue"
    NONE = "none"


def card_of(facts: Mapping[str, Any]) -> Card:
    """Give the card's colour; none while the record does not say how the household stands.

    A monitored household has exited and is watched: its card is red.
    """
    state = facts.get("state")
    if not state:
        return Card.NONE
    return Card.BLUE if state in NOT_EXITED else Card.RED


class By(StrEnum):
    """What somebody searches by."""

    NAME = "name"
    INITIALS = "initials"
    NUMBER = "number"


@dataclass(frozen=True)
class Search:
    """What somebody searches for: part of a name, first letters of pinyin, or part of a number."""

    by: By
    text: str


def search_for(words: str) -> Search:
    """Understand what was typed: digits are a number, letters are initials, the rest a name.

    Raises:
        Refusal: too little to search for, or far too much.
    """
    text = "".join(unicodedata.normalize("NFKC", words).casefold().split())
    digits = sum(letter.isdigit() for letter in text)
    if not 0 < len(text) <= LONGEST_SEARCH or not text.isprintable():
        raise Refusal("Please type a name, its first letters (hdm), or part of a number.")
    if digits and digits < FEWEST_DIGITS:
        raise Refusal("Please type at least {fewest} digits of the number.", fewest=FEWEST_DIGITS)
    if digits:
        return Search(By.NUMBER, text.upper())
    return Search(By.INITIALS if text.isascii() else By.NAME, text)


def could_be_a_name(search: Search) -> bool:
    """Tell whether words that found nothing may still have meant a household."""
    is_short = len(search.text) <= LONGEST_NAME and search.text.isalpha()
    return search.by is By.NUMBER or is_short


def corrected(
    members: Iterable[Member], changes: Mapping[str, Mapping[str, Any] | None]
) -> tuple[Member, ...]:
    """Apply changes to members by number: None leaves the household, an unknown number joins it.

    An empty value takes a fact away.
    """
    left = {it.number: it for it in members}
    for number, change in changes.items():
        if change is None:
            left.pop(number, None)
        else:
            left[number] = _corrected(left.get(number) or Member(number=number, name=""), change)
    return tuple(left.values())


def _corrected(member: Member, change: Mapping[str, Any]) -> Member:
    own = {"name", "id_number"}
    return Member(
        number=member.number,
        name=str(change.get("name") or member.name),
        id_number=str(change.get("id_number", member.id_number) or ""),
        facts=with_facts(member.facts, {it: change[it] for it in change if it not in own}),
    )


def with_facts(facts: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Apply changes to facts; what is empty now is not said at all."""
    changed = {**facts, **changes}
    return {name: value for name, value in changed.items() if value not in (None, "", [], ())}


def head_name(members: Iterable[Member], before: str) -> str:
    """Give what a household is called by: its head, else what it was called before."""
    return next((it.name for it in members if it.is_head), before)
