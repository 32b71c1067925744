"""How lists of households read: one line each, with what is due and what is not met."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.household_cards import COLOURS, MOST_OF_NAME
from bot.menus import menu
from bot.pages import turn_rows
from bot.replies import Button, Rows, in_rows, press
from bot.texts import clipped, every_language
from domain.calendar import local_day
from domain.duties import Round, Standing
from domain.haves import LABELS, Item
from domain.households import Search, card_of
from domain.people import Person, Role
from domain.refusals import Joined, Text
from storage import duties, haves, household_pages, muted, visits
from storage.household_pages import MOST, PAGE, VILLAGE_DIGITS, Entry, Page
from storage.scope import SEES_HOUSEHOLDS, codes_of

MOST_ITEMS = 3
MOST_OF_LABEL = 10
BITS_OF_LETTER, LETTERS_A_NUMBER = 21, 3
MOST_LETTERS = 2 * LETTERS_A_NUMBER
"""A button carries a search no longer than this; what is longer finds little anyway."""
ENDS = Text("In a town or district, the beginning or the end of a name or number is found.")
DUE = {
    Standing.OPEN: Text("⏰ visit due"),
    Standing.WAITING: Text("🟡 visit with the officer"),
    Standing.DONE: Text("✅ visited this month"),
    Standing.LATE: Text("☑️ visited late"),
}


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A page of households with what its lines say beside the record; all by household id."""

    page: Page
    due: Mapping[int, Standing]
    days_since: Mapping[int, int]
    unmet: Mapping[int, tuple[Item, ...]]
    resting: Mapping[int, date]


async def gather(
    db: AsyncConnection, person: Person, search: Search | None, number: int, now: datetime
) -> Listed:
    """Load a page and what its lines say: so many statements, however long the list."""
    page = await household_pages.page(db, person, search, number)
    ids, today = [it.id for it in page.entries], local_day(now)
    rounds = await duties.of_households(db, ids, await duties.period(db, today))
    latest = await visits.latest(db, ids)
    return Listed(
        page=page,
        due=_due(person, rounds),
        days_since={it: (today - local_day(at)).days for it, at in latest.items()},
        unmet=await haves.unmet(db, ids),
        resting=await _resting(db, ids, today),
    )


async def _resting(db: AsyncConnection, ids: Sequence[int], today: date) -> dict[int, date]:
    found = await muted.of(db, ids)
    return {
        number: it.until_on
        for number, it in found.items()
        if it.until_on is not None and it.holds_on(today)
    }


def _due(person: Person, rounds: Sequence[Round]) -> dict[int, Standing]:
    """Say how each household's visit of the month stands: a helper's own, else the best one."""
    order = (Standing.OPEN, Standing.WAITING, Standing.LATE, Standing.DONE)
    found: dict[int, Standing] = {}
    for round_ in sorted(rounds, key=lambda it: it.person_id == person.id):
        for visit in round_.visits:
            before = found.get(visit.household_id, Standing.OPEN)
            best = max(before, visit.standing, key=order.index)
            found[visit.household_id] = visit.standing if round_.person_id == person.id else best
    return found


def text(person: Person, listed: Listed, search: Search | None) -> Joined:
    """Write a page: how many there are, a line each, how to find one."""
    lines: list[Text] = [_line(person, listed, place, it) for place, it in _numbered(listed.page)]
    nothing = Text("Nothing found.") if search else Text("No household here yet.")
    is_missed = bool(search) and not lines and _is_wide(person)
    hint = ENDS if is_missed else _hint(listed.page)
    return Joined([_head(person, listed, search), *(lines or [nothing]), hint])


def nobody(person: Person, search: Search) -> Joined:
    """Say that words find no household, and which of one's commands they may have meant."""
    words = clipped(search.text, MOST_OF_NAME)
    none = Text("No household you may see is {words}.", words=words)
    if is_own(person):
        none = Text("None of your households is {words}.", words=words)
    meant = [
        Text("/{command} {label}", command=it.command, label=it.label)
        for it in menu(person)
        if any(search.text in said for said in every_language(it.label.msgid))
    ]
    if meant:
        return Joined([none, Text("Do you look for this?"), *meant])
    help_ = Text(
        "It is no command either. Households stand behind 🏠; ❓ Help shows all I can do."
    )
    return Joined([none, help_])


def _is_wide(person: Person) -> bool:
    """Tell whether somebody sees more than villages and own households."""
    return any(len(code) < VILLAGE_DIGITS for code in codes_of(person))


def _hint(page: Page) -> Text:
    if page.is_cut:
        return Text(
            "There are more than {most}. Please type the beginning or the end of a name or "
            "number, first letters (hdm), or a village.",
            most=MOST,
        )
    return Text("To find one, type a name, its first letters (hdm), or part of the number.")


def _head(person: Person, listed: Listed, search: Search | None) -> Text:
    count = Text("{most}+", most=MOST) if listed.page.is_cut else str(listed.page.count)
    if search:
        return Text("<b>🔎 {words}</b> · {count}", words=search.text, count=count)
    if is_own(person):
        return Text("<b>My households</b> · {count}", count=count)
    return Text("<b>Households</b> · {count}", count=count)


def is_own(person: Person) -> bool:
    """Tell whether all somebody sees is his own households."""
    return person.roles & SEES_HOUSEHOLDS == {Role.HELPER}


def _numbered(page: Page) -> list[tuple[int, Entry]]:
    return list(enumerate(page.entries, start=page.number * PAGE + 1))


def _line(person: Person, listed: Listed, place: int, entry: Entry) -> Joined:
    first = Text(
        "{place}. {colour} <b>{head}</b> · {members} people",
        place=place,
        colour=COLOURS[card_of({"state": entry.state})],
        head=clipped(entry.head_name, MOST_OF_NAME),
        members=entry.members,
    )
    where = "" if is_own(person) else entry.area_name
    return Joined([Joined([first, where], by=" · "), _standing(listed, entry.id)])


def _standing(listed: Listed, household_id: int) -> Joined:
    """Say what is due, when somebody was last there, what is not met."""
    parts: list[Text | str] = []
    if until_on := listed.resting.get(household_id):
        parts.append(Text("🤫 visits rest until {day}", day=until_on.isoformat()))
    elif household_id in listed.due:
        parts.append(DUE[listed.due[household_id]])
    parts.append(_since(listed.days_since.get(household_id)))
    if items := listed.unmet.get(household_id):
        parts.append(_unmet(items))
    return Joined(parts, by=" · ")


def _since(days: int | None) -> Text:
    if days is None:
        return Text("nobody was there yet")
    return Text("{days} days ago", days=days) if days > 0 else Text("today")


def _unmet(items: Sequence[Item]) -> Text:
    names = Joined([LABELS[it] for it in items[:MOST_ITEMS]], by="、")
    if len(items) > MOST_ITEMS:
        return Text("❌ {names} and others", names=names)
    return Text("❌ {names}", names=names)


OUTING = Button(label=Text("🧭 Where to go today"), press=press("outing", "show"))


def rows(person: Person, listed: Listed, search: Search | None) -> Rows:
    """Open each household of the page, turn the page; helpers may ask where to go today."""
    plan = [[OUTING]] if is_own(person) and listed.page.entries and not search else []
    buttons = [
        Button(
            label=f"{place} {clipped(it.head_name, MOST_OF_LABEL)}",
            press=press("household", "show", it.id),
        )
        for place, it in _numbered(listed.page)
    ]
    words = packed(search.text if search else "")
    if words is None:
        return [*in_rows(buttons), *plan]
    call = ("household", "page", *map(str, words))
    turns = turn_rows(call, listed.page.number, listed.page.pages)
    return [*in_rows(buttons), *turns, *plan]


def packed(words: str) -> list[int] | None:
    """Write a search as numbers for a button, three letters each; None when it is too long."""
    if len(words) > MOST_LETTERS:
        return None
    parts = [words[at : at + LETTERS_A_NUMBER] for at in range(0, len(words), LETTERS_A_NUMBER)]
    return [
        sum(ord(it) << BITS_OF_LETTER * place for place, it in enumerate(part)) for part in parts
    ]


def unpacked(numbers: Sequence[int]) -> str:
    """Read it back; numbers that nobody packed give whatever words they give."""
    mask = (1 << BITS_OF_LETTER) - 1
    shifts = [BITS_OF_LETTER * place for place in range(LETTERS_A_NUMBER)]
    letters = [number >> shift & mask for number in numbers[:2] for shift in shifts]
    return "".join(chr(it) for it in letters if 0 < it <= sys.maxunicode)
