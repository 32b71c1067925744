"""The chapters of a household's handbook, from everything that is known of it (DOMAIN §2)."""

from collections import Counter
from datetime import datetime

from bot import case_cards, change_fields, handbook_figures, question_part, visit_cards
from bot.change_cards import subject
from bot.handbook_parts import Book, chapter, table_of
from domain.calendar import SHANGHAI, local_day
from domain.changes import State
from domain.pairings import rank_name
from domain.records import HOUSEHOLD_FIELDS, MEMBER_FIELDS
from domain.refusals import Joined, Text
from domain.visits import MEASURES, Visit
from exports.handbook import Chapter

OF_MEMBER = (
    "relation", "nation", "education", "pupil_stage", "health", "labour", "work_place",
    "work_months",
)  # fmt: skip
STATES = {
    State.WAITING: Text("waits for review"),
    State.RETURNED: Text("returned"),
    State.ACCEPTED: Text("accepted in review"),
    State.ENTERED: Text("in the national system"),
    State.DROPPED: Text("not taken"),
}


def chapters(book: Book) -> list[Chapter]:
    """Write every chapter, in the order of the printed handbook."""
    return [
        _basics(book),
        _members(book),
        _helpers(book),
        _plan(book),
        _record(book),
        *[handbook_figures.income(year) for year in book.years],
        *([] if book.years else [chapter(Text("Income and expenditure"))]),
        handbook_figures.haves(book),
        _changes(book),
        chapter(Text("Photos"), photos=book.photos),
    ]


def _basics(book: Book) -> Chapter:
    household = book.known.household
    rows: list[tuple[Text | str, str]] = [
        (Text("Head of household"), household.head_name),
        (Text("Household number"), household.number),
        (Text("Village"), book.known.area_name),
    ]
    rows += [
        (field.label, book.value(field, household.facts[key]))
        for key, field in HOUSEHOLD_FIELDS.items()
        if key in household.facts
    ]
    heading = Text("Item of the record"), Text("Content")
    return chapter(Text("Basic facts"), table_of(heading, rows, 1, 3))


def _members(book: Book) -> Chapter:
    fields = [MEMBER_FIELDS[key] for key in OF_MEMBER]
    number = MEMBER_FIELDS["id_number"]
    heading = [Text("Name"), number.label, *[it.label for it in fields]]
    rows = [
        [it.name, book.value(number, it.id_number) if it.id_number else ""]
        + [book.value(field, it.facts[field.key]) if field.key in it.facts else ""
           for field in fields]
        for it in book.known.members
    ]  # fmt: skip
    return chapter(Text("Members"), table_of(heading, rows, 3, 7, 3, 2, 3, 3, 3, 3, 3, 2))


def _helpers(book: Book) -> Chapter:
    heading = Text("Helper"), Text("Support unit"), Text("Place"), Text("From"), Text("Until")
    rows = [
        (
            book.name(it.person_id),
            book.people[it.person_id].unit if it.person_id in book.people else "",
            rank_name(it.rank) if it.is_open else "",
            it.since_on.isoformat(),
            it.until_on.isoformat() if it.until_on else Text("to this day"),
        )
        for it in book.pairings
    ]
    return chapter(Text("Helpers"), table_of(heading, rows, 2, 4, 2, 3, 3))


def _plan(book: Book) -> Chapter:
    """What was promised and is open, and how often each measure was taken, last when."""
    last = book.visits[0] if book.visits else None
    lines: list[Text] = []
    if last and last.next_on:
        lines.append(Text("Next visit: {day}", day=last.next_on.isoformat()))
    lines += [case_cards.line(it) for it in book.cases]
    times = Counter(key for it in book.visits for key in it.answers.get("measures") or ())
    latest = {
        key: _day(it.at)
        for it in reversed(book.visits)
        for key in it.answers.get("measures") or ()
    }
    rows = [(label, str(times[key]), latest[key]) for key, label in MEASURES.items() if times[key]]
    heading = Text("Measure"), Text("Times"), Text("Last on")
    return chapter(Text("Help plan and measures"), table_of(heading, rows, 4, 1, 2), lines)


def _record(book: Book) -> Chapter:
    heading = (
        Text("Time"), Text("Helper"), Text("Met"), Text("Done"), Text("Seen"), Text("Photos"),
        Text("Next visit"),
    )  # fmt: skip
    rows = [
        (
            _at(it),
            book.name(it.person_id),
            Joined(visit_cards.met(it), by="、"),
            Joined(visit_cards.measures(it), by="、"),
            _seen(it),
            str(len(visit_cards.photos(it)) or ""),
            it.next_on.isoformat() if it.next_on else "",
        )
        for it in book.visits
    ]
    return chapter(Text("Help record"), table_of(heading, rows, 7, 4, 5, 7, 13, 3, 6))


def _at(visit: Visit) -> Text:
    at = visit.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return Joined([at, Text("(entered late)") if visit.is_late else ""])


def _seen(visit: Visit) -> Text:
    asked = question_part.read_back(visit.given.get(question_part.NAME, {}), visit.answers)
    answers = [Text("{label}: {words}", label=label, words=words) for label, words in asked]
    return Joined([visit_cards.words(visit.answers.get("seen")), *answers])


def _changes(book: Book) -> Chapter:
    heading = Text("Day"), Text("What"), Text("Before"), Text("After"), Text("By"), Text("State")
    rows = [
        (
            _day(it.at),
            subject(it, book.known),
            change_fields.shown(it, it.old, is_masked=book.is_masked),
            change_fields.shown(it, it.new, is_masked=book.is_masked),
            book.name(it.person_id),
            Joined([STATES[it.state], book.name(it.decided_by)], by=" · "),
        )
        for it in book.changes
    ]
    return chapter(Text("Changes of the record"), table_of(heading, rows, 3, 4, 4, 4, 2, 3))


def _day(at: datetime) -> str:
    return local_day(at).isoformat()
