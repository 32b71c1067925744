"""What somebody can do with a case, as buttons of its card; the most likely ones first."""

from collections.abc import Mapping, Sequence

from bot import case_cards
from bot.case_cards import button
from bot.replies import Button, Rows, in_rows
from domain.cases import Case
from domain.ladders import Deed, Kind
from domain.people import Person
from domain.promises import DAYS
from domain.refusals import Text

PROMISES = dict(zip(DAYS, (Text("Today"), Text("Tomorrow"), Text("In 3 days")), strict=True))
SOLVE, ANSWER = Text("✅ Solved"), Text("💬 Answer")


def rows(case: Case, reader: Person, deeds: frozenset[Deed]) -> Rows:
    """Offer to take it first; then what other parts offer, then what every holder can."""
    theirs = [row for offer in case_cards.ROWS for row in offer(case, reader, deeds)]
    return [*_taking(case, deeds), *theirs, *_holding(case, deeds)]


def _taking(case: Case, deeds: frozenset[Deed]) -> Rows:
    if Deed.TAKEN_OVER in deeds:
        return [[button(Text("⬆ I take it over"), "over", case)]]
    if Deed.CLAIMED in deeds:
        give = button(Text("👥 Give it to"), "give", case)
        return [[button(Text("🙋 I take it"), "claim", case), give]]
    return []


def _holding(case: Case, deeds: frozenset[Deed]) -> Rows:
    is_free = Deed.TAKEN_OVER in deeds or Deed.CLAIMED in deeds
    if is_free or Deed.UPDATED not in deeds:
        return []
    update, more = button(Text("📣 Still on it"), "update", case), _more(case)
    return [*in_rows(_endings(case, deeds)[:2]), [update, more]]


def _endings(case: Case, deeds: frozenset[Deed]) -> list[Button]:
    """List how the holder gets it off his hands; of questions, the answer first."""
    found = [
        button(SOLVE, "solve", case) if Deed.SOLVED in deeds else None,
        button(_up(case), "up", case) if Deed.PASSED_UP in deeds else None,
        button(ANSWER, "answer", case) if Deed.ANSWERED in deeds else None,
    ]
    if case.kind is Kind.QUESTION:
        found = [found[2], found[1], found[0]]
    return [it for it in found if it]


def _up(case: Case) -> Text:
    above = case_cards.office(case.ladder.rungs[case.higher[0]])
    return Text("⬆ To the {office}", office=above)


def _more(case: Case) -> Button:
    return button(Text("⋯ More"), "more", case)


def rest(case: Case, deeds: frozenset[Deed]) -> Rows:
    """Offer what its holder does less often, and the way back."""
    offered = [
        (Deed.ASKED, Text("❓ Ask the asker"), "ask"),
        (Deed.ASSIGNED, Text("👥 Give it to"), "give"),
        (Deed.GIVEN_BACK, Text("↩ Give back"), "back"),
        (Deed.SENT_BACK, Text("⬇ Send back"), "down"),
    ]
    found = [button(label, verb, case) for deed, label, verb in offered if deed in deeds]
    back = button(Text("‹ Back"), "fewer", case)
    return [*in_rows([*_endings(case, deeds)[2:], *found]), [back]]


def by_when(case: Case) -> Rows:
    """Offer by when the asker hears more, with or without words."""
    days = [button(label, "still", case, count) for count, label in PROMISES.items()]
    words = button(Text("✏️ In words"), "note", case)
    return [days, [words, button(Text("‹ Back"), "fewer", case)]]


def colleagues(case: Case, people: Sequence[Person], held: Mapping[int, int]) -> Rows:
    """Offer who can be given a case, and how many each has already."""
    named = [
        button(Text("{name} · {count}", name=it.name, count=held.get(it.id, 0)), "to", case, it.id)
        for it in people
    ]
    return [*in_rows(named), [button(Text("‹ Back"), "fewer", case)]]
