"""How visits read: the line of a list, the whole visit, and what its helper is told."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot import (
    alert_steps,
    change_part,
    change_steps,
    have_answers,
    income_answers,
    late_steps,
    question_part,
    visit_steps,
    visit_wishes,
)
from bot.replies import Button, Message, Rows, press
from bot.texts import clipped, day_and_time, said
from domain.haves import LABELS, Item
from domain.ladders import SHIPPED, Kind
from domain.refusals import Joined, Text
from domain.visits import MEASURES, State, Visit

MOST_WORDS = 600
MOST_OF_REASON = 300
MOST_IN_LINE = 40
MOST_QUESTIONS, MOST_OF_ANSWER = 10, 120
STATE_NAMES = {
    State.FRESH: Text("⏳ Takes effect within a minute"),
    State.WAITING: Text("🟡 Late entry, waits for the officer"),
    State.REFUSED: Text("✖ Late entry, not accepted"),
    State.UNDONE: Text("↩ Taken back"),
}
RAISED = {
    visit_wishes.NEED: Text("Need"),
    visit_wishes.URGENT_NEED: Text("🔴 Urgent need"),
    visit_wishes.ALERT: Text("⚠️ Risk of falling back"),
    visit_wishes.QUESTION: Text("❓ Question"),
}
UNDO = Text("↩ Take it back")
SHOW = Text("📄 Show it")


def card_name(number: int) -> str:
    """Name the live message of a visit in its helper's chat."""
    return f"visit:{number}"


def name_of(visit: Visit) -> str:
    """Name the household as it was called when the visit was begun."""
    return str(visit.given.get("about", "?"))


def met(visit: Visit) -> list[Text | str]:
    """List whom the helper met."""
    people: Sequence[str] = visit.given.get("people", ())
    others = {
        visit_steps.OTHERS: Text("Somebody else"),
        visit_steps.NOBODY: Text("Nobody at home"),
    }
    named: Mapping[str, Text | str] = {
        **{f"m{number}": name for number, name in enumerate(people)},
        **others,
    }
    return [named[key] for key in visit.answers.get("met") or () if key in named]


def measures(visit: Visit) -> list[Text]:
    """List what was done."""
    return [MEASURES[key] for key in visit.answers.get("measures") or () if key in MEASURES]


def words(answer: Any, most: int = MOST_WORDS) -> Text | str:
    """Write what was typed, or how long was spoken."""
    if isinstance(answer, dict) and "says" in answer:
        return str(answer["says"])
    if isinstance(answer, dict):
        return Text("voice message, {seconds} s", seconds=answer.get("seconds", 0))
    return clipped(str(answer), most) if answer else ""


def photos(visit: Visit) -> list[dict[str, Any]]:
    """List a visit's photos as they were answered, captions included."""
    return list(visit.answers.get("photos") or ())


def files_of(visit: Visit) -> list[int]:
    """List the ids of everything that was sent: photos first, then what was spoken."""
    found = list(_files_in([visit.answers.get("photos"), visit.answers]))
    return list(dict.fromkeys(found))


def _files_in(value: Any) -> Iterator[int]:
    if isinstance(value, Mapping):
        if isinstance(value.get("file"), int):
            yield value["file"]
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _files_in(part)


def listed(parts: Sequence[Text | str], by: str = "、") -> Text | str:
    """Write what there is of some things, or nothing."""
    return Joined(parts, by=by) if any(parts) else ""


def line(visit: Visit, by: str = "") -> Text:
    """Write a visit as one line: when, who, what was done or seen."""
    done = listed(measures(visit))
    seen = words(visit.answers.get("seen"), MOST_IN_LINE)
    return Text(
        "{late}{at} {by}{what}",
        late=Text("(late) ") if visit.is_late else "",
        at=day_and_time(visit.at),
        by=f"{by} · " if by else "",
        what=listed([done, seen], by=" · "),
    )


def text(visit: Visit, by: str, flags: Sequence[Text] = ()) -> Joined:
    """Write everything a visit says."""
    head = Text("<b>Visit · {name}</b>", name=name_of(visit))
    when = Text("{at} · {by}", at=day_and_time(visit.at), by=by)
    return Joined(
        [head, when, *_late(visit), STATE_NAMES.get(visit.state, ""), *_facts(visit), *flags]
    )


def _late(visit: Visit) -> list[Text]:
    """Say that the time is only claimed, and why."""
    if not visit.is_late:
        return []
    reason = words(visit.answers.get(late_steps.WHY.name), MOST_OF_REASON)
    why = Text("Why late: {words}", words=reason)
    return [Text("Late entry: the time is what the helper says"), why]


def _facts(visit: Visit) -> list[Text]:
    """Write what was answered, question by question; what was left open is left out."""
    answers = visit.answers
    shown: list[tuple[Text | str, Text | str]] = [
        (Text("Met"), listed(met(visit))),
        (Text("Done"), listed(measures(visit))),
        (Text("Seen"), words(answers.get("seen"))),
        (Text("Photos"), _captions(visit)),
        *_asked(visit),
        (Text("Changes"), _proposed(visit)),
        (Text("Eight haves"), _different(answers)),
        (Text("Income and costs"), _lines(answers)),
        (RAISED.get(answers.get("case", ""), ""), _raised(answers)),
        (Text("Next visit"), visit.next_on.isoformat() if visit.next_on else ""),
    ]
    return [Text("{label}: {words}", label=label, words=it) for label, it in shown if it]


def _asked(visit: Visit) -> list[tuple[str, Text | str]]:
    """Write the admin's questions as they read then; of long answers the beginning."""
    mine = visit.given.get(question_part.NAME, {})
    read = question_part.read_back(mine, visit.answers)
    return [
        (question, answer if len(said(answer)) <= MOST_OF_ANSWER else _begun(answer))
        for question, answer in read[:MOST_QUESTIONS]
    ]


def _begun(answer: Text | str) -> str:
    return clipped(said(answer), MOST_OF_ANSWER)


def _proposed(visit: Visit) -> Text | str:
    """Count what the visit says is different in the record; the review has the rest."""
    known = visit.given.get(change_steps.NAME, {})
    count = sum(it.new != it.old for it in change_part.wanted(known, visit.answers))
    return Text("{count} proposed", count=count) if count else ""


def _different(answers: Mapping[str, Any]) -> Text | str:
    """Name the items of the standard that were found different."""
    return listed([LABELS[Item(key)] for key in answers.get(have_answers.CHANGED) or ()])


def _lines(answers: Mapping[str, Any]) -> Text | str:
    count = len(income_answers.noted(answers))
    return Text("{count} lines", count=count) if count else ""


def _raised(answers: Mapping[str, Any]) -> Text | str:
    family = answers.get(alert_steps.FAMILY)
    if family and answers.get("case") == visit_wishes.ALERT:
        topic = SHIPPED[Kind.ALERT].topic(family)
        return listed([topic, words(answers.get(alert_steps.WHAT))], by=" · ")
    if answers.get("case") == visit_wishes.QUESTION:
        return words(answers.get(visit_wishes.ASKED.name))
    topic = SHIPPED[Kind.NEED].topic(answers.get("case.topic") or "")
    return listed([topic, words(answers.get("case.words"))], by=" · ")


def _captions(visit: Visit) -> Text | str:
    sent = photos(visit)
    captions = [f"{n}. {it['caption']}" for n, it in enumerate(sent, 1) if it.get("caption")]
    count = Text("{count} photos", count=len(sent)) if sent else ""
    return listed([count, clipped(" ".join(captions), MOST_WORDS)], by=" · ")


def saved(visit: Visit) -> Message:
    """Tell its helper that a visit is kept, and how long it can be taken back."""
    told = Text(
        "✅ Visit saved: {name}, {at}.\n"
        "You can take it back for one minute, then it takes effect.",
        name=name_of(visit),
        at=day_and_time(visit.at),
    )
    undo = Button(label=UNDO, press=press("visit", "undo", visit.id))
    return _told(visit, told, [[undo, *_show(visit)]])


def settled(visit: Visit, raised: Text | str = "") -> Message:
    """Say on the same message that the minute is over, and what was raised."""
    told = Text("✅ Visit recorded: {name}, {at}.", name=name_of(visit), at=day_and_time(visit.at))
    then = Text("Next visit: {day}", day=visit.next_on.isoformat()) if visit.next_on else ""
    return _told(visit, Joined([told, then, raised]), [_show(visit)])


def _told(visit: Visit, words: Text, rows: Rows) -> Message:
    return Message(text=words, keyboard=rows, card=card_name(visit.id), edits=True, private=True)


def _show(visit: Visit) -> list[Button]:
    return [Button(label=SHOW, press=press("visit", "show", visit.id))]
