"""How a household reads: its name in a sentence, its card with everything that is known.

Whoever adds something that can be done for a household adds to ACTIONS a function that gives its
buttons for a reader.
"""

from collections.abc import Callable
from decimal import Decimal

from bot import case_cards, have_cards, visit_cards
from bot.fitting import Section, fitted
from bot.household_facts import about, member_lines
from bot.household_sheets import Sheet
from bot.replies import Button, Message, Rows, in_rows, press
from bot.texts import clipped
from domain.haves import LABELS, Item, is_old
from domain.households import Card, card_of
from domain.incomes import money
from domain.navigation import links, place_name
from domain.pairings import Pairing, rank_name
from domain.people import Person, Role
from domain.refusals import Joined, Text
from domain.triage import CLASSES
from storage.households import Known
from storage.scope import SEES_HOUSEHOLDS

COLOURS = {Card.RED: "🟥", Card.BLUE: "🟦", Card.NONE: "⬜"}
"""The contact card's colour: red has exited, blue has not yet (DOMAIN §2)."""
MOST_OF_NAME = 60

Actions = Callable[[Person, Known], list[Button]]


def _field_work(person: Person, known: Known) -> list[Button]:
    """Offer helpers what they come for; whether it is their household is asked at the press."""
    if Role.HELPER not in person.roles:
        return []
    return [
        Button(label=Text("📝 Visit"), press=press("visit", "begin", known.id)),
        Button(label=Text("📋 Raise a need"), press=press("need", "raise", known.id)),
    ]


def _danger(person: Person, known: Known) -> list[Button]:
    """Offer to warn that the household may fall back."""
    if person.roles.isdisjoint(SEES_HOUSEHOLDS):
        return []
    return [Button(label=Text("⚠️ Raise an alert"), press=press("alert", "begin", known.id))]


def _question(_person: Person, known: Known) -> list[Button]:
    """Offer to ask about the household: whoever sees its card may."""
    return [Button(label=Text("❓ Ask"), press=press("ask", "begin", known.id))]


ACTIONS: list[Actions] = [_field_work, _danger, _question]


def title(known: Known) -> Text:
    """Call a household by its head and village."""
    name = clipped(known.household.head_name, MOST_OF_NAME)
    return Text("{head}, {area}", head=name, area=known.area_name)


def text(sheet: Sheet, *, is_revealed: bool = False) -> Joined:
    """Write the card; what is too long for one message is cut at the end of its longest part."""
    household = sheet.known.household
    facts = about(household, is_revealed=is_revealed)
    members = member_lines(sheet.known.members, sheet.today, is_revealed=is_revealed)
    waiting = _open(sheet)
    return fitted(
        [
            Section(
                head=Joined([_head(sheet.known), *_rests(sheet), *_alerts(sheet)]), lines=facts
            ),
            Section(head=Text("<b>Members</b>"), lines=members),
            Section(head=Text("<b>八有一超</b>"), lines=_haves(sheet)),
            Section(head=_incomes(sheet)),
            Section(head=Text("<b>Helpers</b>"), lines=_helpers(sheet)),
            Section(head=Text("<b>Open</b>"), lines=waiting) if waiting else Section(),
            Section(head=Text("<b>Last visits</b>"), lines=_visits(sheet)),
        ]
    )


def _head(known: Known) -> Joined:
    facts = known.household.facts
    line = Text(
        "{colour} <b>{head}</b> · {members} people",
        colour=COLOURS[card_of(facts)],
        head=clipped(known.household.head_name, MOST_OF_NAME),
        members=len(known.members),
    )
    state = facts.get("state", "")
    place = Joined([known.area_name, clipped(facts.get("hamlet", ""), MOST_OF_NAME)], by=" ")
    number = Text("no. {number}", number=known.household.number)
    return Joined([Joined([line, state], by=" · "), Joined([place, number], by=" · ")])


def _alerts(sheet: Sheet) -> list[Text]:
    return [
        Text("⚠️ <b>Relapse alert #{number}</b> · {name}", number=number, name=CLASSES[it])
        for number, it in sheet.alerts.items()
    ]


def _rests(sheet: Sheet) -> list[Text]:
    muting = sheet.muting
    if muting is None or muting.until_on is None or not muting.holds_on(sheet.today):
        return []
    return [Text("🤫 <b>Visits rest until {day}</b>", day=muting.until_on.isoformat())]


def _haves(sheet: Sheet) -> tuple[Text, ...]:
    """Write each item that was checked, and those that never were on one line."""
    known = [it for it in Item if it in sheet.haves]
    lines = [have_cards.line(it, sheet.haves[it], is_old=_is_old(sheet, it)) for it in known]
    if unknown := [LABELS[it] for it in Item if it not in sheet.haves]:
        lines.append(Text("⬜ Never checked: {items}", items=Joined(unknown, by="、")))
    return tuple(lines)


def _is_old(sheet: Sheet, item: Item) -> bool:
    return is_old(sheet.haves[item], sheet.today, sheet.checked_for_days)


def _incomes(sheet: Sheet) -> Joined:
    year, figures = sheet.year, sheet.year.figures
    head = Text(
        "<b>Income per head</b> {first} to {last}",
        first=f"{year.first_on:%Y-%m}",
        last=f"{year.last_on:%Y-%m}",
    )
    both = Text(
        "Register {register} yuan · recognised {recognised} yuan (line {line})",
        register=money(figures.register_yuan),
        recognised=money(figures.recognised_yuan),
        line=money(Decimal(year.rules.poverty_line_yuan)),
    )
    return Joined([head, both if year.lines else Text("No line this income year yet.")])


def _helpers(sheet: Sheet) -> tuple[Text, ...]:
    lines = tuple(_helper(sheet, it) for it in sheet.pairings)
    return lines or (Text("No helper yet."),)


def _helper(sheet: Sheet, pairing: Pairing) -> Text:
    return Text(
        "{rank}: {name}{unit}, since {day}",
        rank=rank_name(pairing.rank),
        name=sheet.names.get(pairing.person_id, "?"),
        unit="",
        day=pairing.since_on.isoformat(),
    )


def _open(sheet: Sheet) -> tuple[Text, ...]:
    lines = [case_cards.line(it) for it in sheet.cases]
    if sheet.open_changes:
        lines.append(Text("✎ {count} changes wait for review", count=sheet.open_changes))
    return tuple(lines)


def _visits(sheet: Sheet) -> tuple[Text, ...]:
    lines = tuple(visit_cards.line(it, sheet.names.get(it.person_id, "?")) for it in sheet.visits)
    return lines or (Text("None written down yet."),)


def rows(person: Person, known: Known, *, may_reveal: bool) -> Rows:
    """Offer what can be done: the actions, the three maps, and a look at what is masked."""
    actions = [button for action in ACTIONS for button in action(person, known)]
    point = known.household.point
    maps = links(point, place_name(known.area_name, known.household.number)) if point else ()
    ways = [Button(label=it.label, url=it.url) for it in maps]
    reveal = press("household", "reveal", known.id)
    look = [[Button(label=Text("👁 Show for 30 s"), press=reveal)]] if may_reveal else []
    return [*in_rows(actions), *in_rows(ways, 3), *look]


def hide_rows(known: Known) -> Rows:
    """Offer nothing while private fields show but to mask them again."""
    hide = press("household", "hide", known.id)
    return [[Button(label=Text("🙈 Hide now"), press=hide)]]


def card(person: Person, sheet: Sheet, *, may_reveal: bool) -> Message:
    """Make the card of a household for one reader, masked."""
    keyboard = rows(person, sheet.known, may_reveal=may_reveal)
    return Message(text=text(sheet), keyboard=keyboard, private=True)
