"""How public answers read: to whoever searches, and to the officers who keep them."""

from collections.abc import Sequence
from datetime import date

from bot.pages import turn_rows
from bot.replies import Button, Message, Rows, in_rows, press
from bot.texts import clipped, day_and_time
from domain.answers import KEEPERS, Answer, State
from domain.areas import contains
from domain.cases import Case
from domain.cases import State as CaseState
from domain.ladders import Deed, Kind
from domain.people import Person
from domain.refusals import Joined, Text

MOST_OF_LINE, MOST_OF_LETTER = 60, 700
ALL = Button(label=Text("‹ All answers"), press=press("answer", "list"))
ADD = Button(label=Text("➕ Add an answer"), press=press("answer", "add"))
WORDS = Button(label=Text("🔤 Synonyms"), press=press("synonym", "list"))
ASK = Button(label=Text("❓ Ask"), press=press("ask", "begin"))
AGAIN = Button(label=Text("🔎 Search again"), press=press("answer", "find"))


def text(answer: Answer, area: str, today: date) -> Joined:
    """Write an answer with what it rests on, whom it is for and how long it holds."""
    source = Text("📄 By: {source}", source=answer.source) if answer.source else ""
    return Joined(
        [
            Text("<b>📚 {question}</b>", question=answer.question),
            answer.answer,
            "",
            source,
            Text("📍 {area} · {days}", area=area, days=_days(answer)),
            _warning(answer, today),
        ]
    )


def _days(answer: Answer) -> Text:
    since, until = answer.valid_from_on.isoformat(), answer.valid_until_on
    if until is None:
        return Text("since {since}", since=since)
    return Text("{since} to {until}", since=since, until=until.isoformat())


def _warning(answer: Answer, today: date) -> Text | str:
    """Say what a reader must not miss."""
    if answer.is_over_on(today):
        return Text("⚠ It holds no more. Please do not go by it.")
    if answer.valid_from_on > today:
        return Text("⏳ It does not hold yet.")
    return Text("⏳ It runs out soon.") if answer.runs_out_soon(today) else ""


def listed(found: Sequence[Answer], names: dict[str, str], count: int, today: date) -> Joined:
    """List what officers keep; what runs out soon is marked."""
    head = Text("<b>Public answers</b> · {count}", count=count)
    nothing = Text("There is none yet. An answered question can be made public on its card.")
    lines = [_line(place, it, names, today) for place, it in enumerate(found, start=1)]
    return Joined([head, *(lines or [nothing])])


def _line(place: int, answer: Answer, names: dict[str, str], today: date) -> Text:
    until = answer.valid_until_on
    soon = Text("⏳ until {day} ", day=until.isoformat()) if until else ""
    return Text(
        "{place}. {soon}{question} ({area})",
        place=place,
        soon=soon if answer.runs_out_soon(today) else "",
        question=clipped(answer.question, MOST_OF_LINE),
        area=names.get(answer.area_code, answer.area_code),
    )


def list_rows(found: Sequence[Answer], page: int, pages: int) -> Rows:
    """Offer each answer's card, the other pages, a new answer and the synonyms."""
    turns = turn_rows(("answer", "page"), page, pages)
    return [*in_rows(_numbered(found, "show"), 4), *turns, [ADD, WORDS]]


def _numbered(found: Sequence[Answer], verb: str) -> list[Button]:
    return [
        Button(label=str(place), press=press("answer", verb, it.id))
        for place, it in enumerate(found, start=1)
    ]


def kept(answer: Answer, by: str, readers: int) -> Text:
    """Say below a keeper's card who wrote it, when, and how many were given it."""
    return Text("✍ {name} {at} · {count} readers", name=by, at=day_and_time(answer.set_at),
                count=readers)  # fmt: skip


def keepers_rows(answer: Answer, today: date) -> Rows:
    """Offer what can be done with an answer that goes on."""
    if answer.state is not State.STANDING or answer.is_over_on(today):
        return [[ALL]]
    number = answer.id, answer.version
    change = Button(label=Text("✎ Change the answer"), press=press("answer", "change", *number))
    end = Button(label=Text("🗑 End it"), press=press("answer", "end", *number))
    return [[change, end], [ALL]]


def ask_to_end(answer: Answer, readers: int) -> tuple[Text, Rows]:
    """Ask before an answer is ended, for its readers will hear of it."""
    words = Text(
        "End this answer now? {count} people were given it and will be told.\n{question}",
        count=readers,
        question=answer.question,
    )
    stop = Button(
        label=Text("🗑 Yes, end it"), press=press("answer", "stop", answer.id, answer.version)
    )
    leave = Button(label=Text("‹ Leave it"), press=press("answer", "show", answer.id))
    return words, [[stop, leave]]


def found(words: str, answers: Sequence[Answer]) -> tuple[Joined, Rows]:
    """List what a search found."""
    head = Text("<b>Search</b>: {words}", words=clipped(words, MOST_OF_LINE))
    lines: list[Text] = [
        Text("{place}. {question}", place=place, question=it.question)
        for place, it in enumerate(answers, start=1)
    ]
    end = Text("Not among them? Ask an officer.")
    if not answers:
        end = Text("Nothing fits. Try other words, or ask an officer.")
    return Joined([head, *lines, end]), [*in_rows(_numbered(answers, "open"), 5), [AGAIN, ASK]]


def offers(case: Case, reader: Person, _deeds: frozenset[Deed]) -> Rows:
    """Offer on the card of an answered question to make the answer public."""
    is_answered = case.kind is Kind.QUESTION and case.state is CaseState.ANSWERED
    if not is_answered or not is_keeper(reader, case.area_code):
        return []
    return [
        [Button(label=Text("📚 Make it public"), press=press("answer", "publish", case.number))]
    ]


def is_keeper(person: Person, area_code: str) -> bool:
    """Tell whether somebody keeps the answers for an area."""
    return any(contains(outer, area_code) for outer in person.areas(KEEPERS))


def changed(old: Answer, new: Answer) -> Message:
    """Tell a reader of a wording what is true instead."""
    words = Text(
        "📚 A public answer you were given has changed.\n<b>{question}</b>\n"
        "Before: {before}\nNow: {now}",
        question=new.question,
        before=clipped(old.answer, MOST_OF_LETTER),
        now=clipped(new.answer, MOST_OF_LETTER),
    )
    look = Button(label=Text("📄 The whole answer"), press=press("answer", "open", new.id))
    return Message(text=words, keyboard=[[look]])


def over(old: Answer) -> Message:
    """Tell a reader that an answer holds no more."""
    words = Text("📚 A public answer you were given has run out. Please do not go by it any more.")
    if old.state is State.STOPPED:
        words = Text("📚 A public answer you were given was ended. Please do not go by it.")
    question = Text("<b>{question}</b>", question=old.question)
    ask = Text("For what holds now, search or ask.")
    return Message(text=Joined([words, question, ask]), keyboard=[[AGAIN, ASK]])
