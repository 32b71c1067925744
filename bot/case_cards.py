"""How cases read: the line of a list, the card with its history, what the asker is told."""

from collections.abc import Sequence

from bot.replies import Button, Message, Rows, in_rows, press
from bot.texts import clipped, day_and_time
from domain.areas import Level
from domain.cases import Case, State, serves
from domain.ladders import Deed, Ladder, Rung
from domain.people import ROLE_NAMES, Person
from domain.refusals import Joined, Text
from storage.cases import Entry, Step

PAGE = 8
MOST_STEPS, MOST_OF_STEPS = 20, 3000
MOST_NAMES = 3
DEED_NAMES = {
    Deed.RAISED: Text("raised it"),
    Deed.CLAIMED: Text("took it"),
    Deed.GIVEN_BACK: Text("gave it back"),
    Deed.SOLVED: Text("solved it"),
    Deed.ANSWERED: Text("answered it"),
    Deed.HANDED_OVER: Text("goes on with it as the new helper"),
}
PASS_UP = {Level.TOWN: Text("⬆ To the town"), Level.DISTRICT: Text("⬆ To the district")}


def card_name(number: int) -> str:
    """Name the live card of a case in officers' chats."""
    return f"case:{number}"


def topic(case: Case) -> Text | str:
    """Name a topic; one that is offered no longer keeps its code."""
    return case.ladder.topic(case.topic)


def office(rung: Rung) -> Text:
    """Name an office by the role of those who work there."""
    return ROLE_NAMES[rung.role]


def listed(people: Sequence[Person]) -> Text | str:
    """Name a few people; of many the first ones."""
    names: Text | str = people[0].name
    for person in people[1:MOST_NAMES]:
        names = Text("{names}, {name}", names=names, name=person.name)
    return Text("{names} and others", names=names) if len(people) > MOST_NAMES else names


def title(entry: Entry) -> Text:
    """Call a case by its number, household and topic."""
    case = entry.case
    return Text("#{number} ({about}, {topic})", number=case.number, about=entry.about,
                topic=topic(case))  # fmt: skip


def state(entry: Entry) -> Text:
    """Say who has to act, or how it ended."""
    case = entry.case
    if case.state is State.SOLVED:
        return Text("✅ Solved")
    if case.state is State.ANSWERED:
        return Text("💬 Answered")
    where = office(case.rung)
    if case.holder_id is None:
        return Text("🟡 Waits at the {office}", office=where)
    return Text("🟢 With {name}, {office}", name=entry.holder, office=where)


def line(entry: Entry) -> Text:
    """Write a case as one line of a list."""
    return Text(
        "{urgent}#{number} {about} · {topic} · {state}",
        urgent="🔴 " if entry.case.is_urgent else "",
        number=entry.case.number,
        about=entry.about,
        topic=topic(entry.case),
        state=state(entry),
    )


def step_line(ladder: Ladder, step: Step, most: int = 200) -> Text:
    """Write one deed: when, who, what, and what was said about it."""
    deed = DEED_NAMES.get(step.deed)
    if deed is None:
        deed = Text("passed it up to the {office}", office=_office_of(ladder, step))
    values = {"at": day_and_time(step.at), "by": step.by, "deed": deed}
    if not step.text:
        return Text("{at} {by} {deed}", **values)
    return Text("{at} {by} {deed}: {words}", **values, words=clipped(step.text, most))


def _office_of(ladder: Ladder, step: Step) -> Text:
    """Name the office where a case was after a step; a rung that is no more keeps no name."""
    there = (it for it in ladder.rungs if (it.stage, it.level) == (step.stage, step.level))
    return next((office(rung) for rung in there), Text("office above"))


def history(ladder: Ladder, done: Sequence[Step]) -> list[Text]:
    """Write the deeds: how it began and the latest; when it is much, the beginning of each."""
    shown = [*done[:1], *done[1:][1 - MOST_STEPS :]]
    most = MOST_OF_STEPS // max(1, len(shown))
    return [step_line(ladder, step, most) for step in shown]


def card_text(entry: Entry, done: Sequence[Step]) -> Joined:
    """Write everything somebody needs to act on a case."""
    case = entry.case
    head = Text(
        "<b>Need #{number}</b> · {topic}{urgent}",
        number=case.number,
        topic=topic(case),
        urgent=Text(" · 🔴 urgent") if case.is_urgent else "",
    )
    where = Text("{about}, {area}", about=entry.about, area=entry.area)
    return Joined([head, where, *history(case.ladder, done), state(entry)])


def card_rows(case: Case, reader: Person, holder: Person | None) -> Rows:
    """Offer what this reader can do: take it, or what its holder does with it."""
    if not case.is_going_on or not serves(reader, case):
        return []
    if holder is None:
        return [[_button(Text("🙋 I take it"), "claim", case)]]
    return _holders_rows(case) if holder.id == reader.id else []


def _holders_rows(case: Case) -> Rows:
    back = _button(Text("↩ Give back"), "back", case)
    solve = _button(Text("✅ Solved"), "solve", case)
    if case.higher:
        above = case.ladder.rungs[case.higher[0]]
        up = _button(PASS_UP[above.level], "up", case)
    else:
        up = _button(Text("💬 Answer"), "answer", case)
    return [[solve, up], [back]]


def _button(label: Text, verb: str, case: Case) -> Button:
    return Button(label=label, press=press("case", verb, case.number, case.version))


def card(entry: Entry, done: Sequence[Step], reader: Person, holder: Person | None) -> Message:
    """Make the live card of a case for one reader."""
    return Message(
        text=card_text(entry, done),
        keyboard=card_rows(entry.case, reader, holder),
        card=card_name(entry.case.number),
        private=True,
        urgent=entry.case.is_urgent,
    )


def page_rows(entries: Sequence[Entry], noun: str, page: int, count: int) -> list[list[Button]]:
    """Open each case of a page, and turn the page."""
    rows = in_rows(
        [
            Button(label=f"#{it.case.number}", press=press(noun, "show", it.case.number))
            for it in entries
        ],
        4,
    )
    turn = []
    if page:
        turn.append(Button(label=Text("‹ Before"), press=press(noun, "page", page - 1)))
    if (page + 1) * PAGE < count:
        turn.append(Button(label=Text("More ›"), press=press(noun, "page", page + 1)))
    return [*rows, turn] if turn else rows


def page_words(page: int, pages: int) -> Text:
    """Say over the chat which page is shown, also when it was shown before."""
    return Text("Page {page} of {pages}", page=page + 1, pages=pages)


def news(entry: Entry, step: Step, was: Rung, waits_for: Sequence[Person]) -> Text:
    """Tell the asker in plain words what was done, by whom, and what comes next."""
    values = {
        "need": title(entry),
        "name": step.by,
        "office": ROLE_NAMES[was.role],
        "words": clipped(step.text, MOST_OF_STEPS),
        "next": office(entry.case.rung),
        "names": listed(waits_for) if waits_for else "",
    }
    return Text(NEWS[step.deed].msgid, **values)


NEWS = {
    Deed.CLAIMED: Text(
        "🙋 Need {need}: {name}, {office}, is on it now. You will hear how it goes on."
    ),
    Deed.GIVEN_BACK: Text(
        "↩ Need {need}: {name} gave it back. It waits at the {next} for somebody else."
    ),
    Deed.PASSED_UP: Text(
        "⬆ Need {need}: {name}, {office}, passed it up.\n"
        "Why: {words}\nIt is now with the {next}: {names}."
    ),
    Deed.SOLVED: Text("✅ Need {need} is solved.\n{name}, {office}: {words}"),
    Deed.ANSWERED: Text("💬 Need {need} is answered.\n{name}, {office}: {words}"),
}
