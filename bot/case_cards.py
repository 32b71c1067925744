"""How cases read: the line of a list, and the card with what is needed to act on one."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.case_history import ASKING, TAKING, history, since
from bot.replies import Button, Message, Rows, in_rows, press
from bot.texts import day_and_time
from domain.cases import Case, State
from domain.ladders import Deed, Kind, Rung, Stage
from domain.people import ROLE_NAMES, Person
from domain.refusals import Joined, Text
from storage.case_steps import Step
from storage.cases import Entry

PAGE = 8
MOST_NAMES = 3
Offers = Callable[[Case, Person, frozenset[Deed]], Rows]
"""Rows of buttons for what this reader can do, of the deeds that somebody's part is about."""
Facts = Callable[[AsyncConnection, Entry, datetime], Awaitable[Sequence[Text]]]
"""Lines about a case besides its history."""
ROWS: list[Offers] = []
"""What other parts offer on the card, before what every holder can do; bot.app lists them."""
FACTS: list[Facts] = []
"""What other parts say on the card before how it stands; bot.app lists them."""
KIND_NAMES = {
    Kind.NEED: Text("Need"),
    Kind.ALERT: Text("Relapse alert"),
    Kind.QUESTION: Text("Question"),
    Kind.SUGGESTION: Text("Suggestion"),
}
OTHER = "other"
"""The topic of what nobody sorted."""
STATES = {
    State.SOLVED: Text("✅ Solved"),
    State.ANSWERED: Text("💬 Answered"),
    State.CLOSED: Text("🏁 Closed"),
    State.FALSE_ALARM: Text("⚪ False alarm"),
    State.WITHDRAWN: Text("🗑 Withdrawn"),
}
NEXT = {
    Stage.WORK: Text("👉 Next: {name} solves it, answers it or passes it on"),
    Stage.VERIFY: Text("👉 Next: {name} verifies it at home"),
    Stage.REVIEW: Text("👉 Next: {name} reviews it"),
    Stage.MEASURES: Text("👉 Next: {name} sets measures"),
    Stage.FOLLOW_UP: Text("👉 Next: {name} follows it up until it can be closed"),
}


def card_name(number: int) -> str:
    """Name the live card of a case in people's chats."""
    return f"case:{number}"


def topic(case: Case) -> Text | str:
    """Name a topic; one that is offered no longer keeps its code."""
    return case.ladder.topic(case.topic)


def chosen_topic(case: Case) -> Text | str:
    """Name a topic that somebody chose; who asks is not troubled to choose one."""
    is_unsorted = case.kind is Kind.QUESTION and case.topic == OTHER
    return "" if is_unsorted else topic(case)


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
    named = {"number": entry.case.number, "about": entry.about}
    if chosen := chosen_topic(entry.case):
        return Text("#{number} ({about}, {topic})", **named, topic=chosen)
    return Text("#{number} ({about})", **named)


def called(entry: Entry) -> Text:
    """Do the same, and say of what kind it is."""
    return Text("{kind} {case}", kind=KIND_NAMES[entry.case.kind], case=title(entry))


def state(entry: Entry) -> Text:
    """Say who has to act, or how it ended."""
    case = entry.case
    if case.state is State.JOINED:
        return Text("🔗 Goes on with #{number}", number=case.joined_id)
    if not case.is_going_on:
        return STATES[case.state]
    if case.state is State.WAITING:
        return Text("⏸ Waits for a reply to the {office}", office=office(case.rung))
    if case.holder_id is None:
        return Text("🟡 Waits at the {office}", office=office(case.rung))
    return Text("🟢 With {name}, {office}", name=entry.holder, office=office(case.rung))


def line(entry: Entry) -> Text:
    """Write a case as one line of a list."""
    case, about = entry.case, topic(entry.case)
    if not chosen_topic(case):
        about = KIND_NAMES[case.kind]
    elif case.kind is not Kind.NEED:
        about = Text("{kind}: {topic}", kind=KIND_NAMES[case.kind], topic=about)
    return Text(
        "{urgent}#{number} {about} · {topic} · {state}",
        urgent="🔴 " if case.is_urgent else "",
        number=case.number,
        about=entry.about,
        topic=about,
        state=state(entry),
    )


def card_text(entry: Entry, done: Sequence[Step], facts: Sequence[Text] = ()) -> Joined:
    """Write everything somebody needs to act on a case."""
    case = entry.case
    name = Text("<b>{kind} #{number}</b>", kind=KIND_NAMES[case.kind], number=case.number)
    urgent = Text("🔴 urgent") if case.is_urgent else ""
    head = Joined([name, chosen_topic(case), urgent], by=" · ")
    stands = [_state_since(entry, done), *_ending(case), *_next(entry)]
    return Joined([head, _where(entry), *history(done), *facts, *stands])


def _where(entry: Entry) -> Text | str:
    is_of_area = entry.about == entry.area
    return (
        entry.area if is_of_area else Text("{about}, {area}", about=entry.about, area=entry.area)
    )


def _state_since(entry: Entry, done: Sequence[Step]) -> Text:
    case = entry.case
    deeds = ASKING if case.state is State.WAITING else TAKING
    at = since(done, deeds)
    if not case.is_going_on or case.holder_id is None or at is None:
        return state(entry)
    return Text("{state}, since {at}", state=state(entry), at=day_and_time(at))


def _ending(case: Case) -> list[Text]:
    lines = []
    if case.reopenings:
        lines.append(Text("🔁 Reopened {count} times: it was not solved", count=case.reopenings))
    if case.confirmed_at:
        stars = "⭐" * (case.satisfaction or 0)
        lines.append(Text("👍 The asker confirmed it {stars}", stars=stars))
    return lines


def _next(entry: Entry) -> list[Text]:
    case = entry.case
    if case.state is State.WAITING:
        return [Text("👉 Next: the asker replies; the clock stands until then")]
    if case.was_ended:
        return [] if case.confirmed_at else [Text("👉 Next: the asker says whether it is solved")]
    if not case.is_going_on or case.holder_id is None:
        return []
    return [Text(NEXT[case.stage].msgid, name=entry.holder)]


def gone(case: Case) -> Message:
    """Make the card of a case for somebody whose office it does not concern any more."""
    words = Text("#{number} is not at your office any more.", number=case.number)
    return Message(text=words, keyboard=(), card=card_name(case.number), edits=True, private=True)


def button(label: Text, verb: str, case: Case, *more: int) -> Button:
    """Make a button about a case as it stands now: `case:verb:number:version`."""
    return Button(label=label, press=press("case", verb, case.number, case.version, *more))


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
