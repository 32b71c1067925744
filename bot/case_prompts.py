"""What people are told when a case stands too long: why, what they can do, who hears of it next.

Each prompt carries its actions, so that one tap answers it.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.case_cards import button, called, listed, office
from bot.case_times import in_full
from bot.replies import Button, Message, Rows, press
from domain.cases import Case
from domain.clocks import ABOVE_HEARS, OFFICE_HEARS, Prompt, heard_at
from domain.ladders import Rung, Stage
from domain.people import Person
from domain.refusals import Joined, Text
from domain.worktime import Calendar, add
from storage.cases import Entry

TO_HOLDER = frozenset({Prompt.NUDGE, Prompt.NO_REPLY})
"""Prompts that are nobody's but the holder's."""
OF_HANDS = frozenset({Prompt.NUDGE, Prompt.RUN_OUT, Prompt.UPDATE})
"""Prompts that are over once a holder has lost the case."""
TO_OFFICE = frozenset({Prompt.TAKE, Prompt.OFFICE, Prompt.AGAIN, Prompt.CHAIN_DUE})
"""Prompts for everybody of the office; the others are for the holder, where there is one."""
TO_ABOVE = frozenset({Prompt.ABOVE, Prompt.AGAIN, Prompt.CHAIN_DUE})
"""Prompts that the office above gets."""
TO_ASKER = frozenset({Prompt.DUE, Prompt.REMIND_ASKER})
"""Prompts of which the asker is told."""
TAKE, STILL, BACK = Text("🙋 I take it"), Text("📣 Still on it"), Text("↩ Give back")
OVER, LOOK = Text("⬆ I take it over"), Text("📄 Open")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A case with what a prompt about it needs: its calendar, asker, office and the one above.

    `above` is None where nobody works above.
    """

    entry: Entry
    calendar: Calendar
    asker: str
    office: tuple[Person, ...] = ()
    above: Rung | None = None
    above_people: tuple[Person, ...] = ()

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.entry.case


def to_worker(prompt: Prompt, standing: Standing, at: datetime) -> Message:
    """Write a prompt for whoever has the case, or his office."""
    case = standing.case
    words = Joined([_words(prompt, standing, at), *_who_hears_next(prompt, standing)])
    return _letter(words, [*_actions(prompt, case), [_look("case", case)]], case)


def to_above(standing: Standing) -> Message:
    """Write to the office above that a case below it is overdue, and let it be taken over."""
    case = standing.case
    words = Text(
        "🔴 Overdue below you: {case}.\nDue was {due}. {who}",
        case=called(standing.entry),
        due=in_full(case.due_at) if case.due_at else "",
        who=_who_has_it(standing),
    )
    over = [button(OVER, "over", case)] if case.stage is Stage.WORK else []
    return _letter(words, [over, [_look("case", case)]], case)


def to_asker(prompt: Prompt, standing: Standing, entry: Entry) -> Message:
    """Tell an asker plainly that it takes longer and who knows of it, or that he is waited for.

    `entry` is what he raised: this case, or one that goes on with it.
    """
    case = standing.case
    if prompt is Prompt.REMIND_ASKER:
        words = Text(
            "❓ {case}: the {office} waits for your reply; it goes on after that.",
            case=called(entry),
            office=office(case.rung),
        )
    else:
        words = Text(
            "⏳ {case} takes longer than it should: it was due {due}. "
            "The {office} was reminded: {names}.",
            case=called(entry),
            due=in_full(case.due_at) if case.due_at else "",
            office=office(case.rung),
            names=_names(standing),
        )
        words = Joined([words, _above_hears(standing)])
    return _letter(words, [[_look("need", entry.case)]], case)


def lost(standing: Standing) -> Message:
    """Tell a holder that a case went back to the queue because he kept silent."""
    words = Text(
        "↩ {case} is back in the queue, because nothing was heard for so long. "
        "You can take it again.",
        case=called(standing.entry),
    )
    return _letter(words, [[_look("case", standing.case)]], standing.case)


def _letter(words: Text, rows: Rows, case: Case) -> Message:
    shown = [row for row in rows if row]
    return Message(text=words, keyboard=shown, private=True, urgent=case.is_urgent)


def _actions(prompt: Prompt, case: Case) -> list[list[Button]]:
    if case.holder_id is None:
        return [[button(TAKE, "claim", case)]]
    if prompt in TO_OFFICE:  # read by his colleagues too
        return []
    return [[button(STILL, "update", case), button(BACK, "back", case)]]


def _look(noun: str, case: Case) -> Button:
    return Button(label=LOOK, press=press(noun, "show", case.number))


def _words(prompt: Prompt, standing: Standing, at: datetime) -> Text:
    case = standing.case
    msgid = WORDS[prompt].msgid
    if prompt is Prompt.UPDATE and case.stage is Stage.FOLLOW_UP:
        msgid = FOLLOW_UP.msgid
    if prompt is Prompt.NUDGE and case.quiet_until_at and case.quiet_until_at < at:
        msgid = PROMISED.msgid
    return Text(
        msgid,
        case=called(standing.entry),
        since=in_full(case.moved_at),
        heard=in_full(heard_at(case)),
        due=in_full(case.due_at) if case.due_at else "",
        until=in_full(add(at, case.rung.clocks.grace, standing.calendar)),
        asker=standing.asker,
        who=_who_has_it(standing),
    )


def _who_hears_next(prompt: Prompt, standing: Standing) -> list[Text | str]:
    """Say beforehand who will see an escalation and when."""
    case = standing.case
    if case.due_at is None or prompt not in (Prompt.DUE, Prompt.OFFICE):
        return []
    if prompt is Prompt.OFFICE or case.holder_id is None:
        return [_above_hears(standing)]
    at = in_full(add(case.due_at, OFFICE_HEARS, standing.calendar))
    whole = Text("If it does not move, your whole office hears of it {at}.", at=at)
    return [whole, _above_hears(standing)]


def _above_hears(standing: Standing) -> Text | str:
    due_at = standing.case.due_at
    if standing.above is None or due_at is None:
        return ""
    at = in_full(add(due_at, ABOVE_HEARS, standing.calendar))
    return Text("If it stays so, the {office} hears of it {at}.", office=office(standing.above),
                at=at)  # fmt: skip


def _who_has_it(standing: Standing) -> Text:
    if standing.case.holder_id:
        return Text("{name} has it.", name=standing.entry.holder)
    return Text("Nobody of the {office} has taken it.", office=office(standing.case.rung))


def _names(standing: Standing) -> Text | str:
    if standing.case.holder_id:
        return standing.entry.holder
    return listed(standing.office) if standing.office else ""


FOLLOW_UP = Text("👣 {case} is to be followed up again: the last time was {heard}.")
PROMISED = Text(
    "⏰ {case}: you promised more by now. How does it stand? "
    "Without a word from you it goes back to the queue {until}."
)
WORDS = {
    Prompt.TAKE: Text("⏰ {case} waits since {since}, and nobody has taken it."),
    Prompt.NUDGE: Text(
        "⏰ {case}: nothing was heard since {since}. How does it stand? "
        "Without a word from you it goes back to the queue {until}."
    ),
    Prompt.UPDATE: Text("⏰ {case}: {asker} has heard nothing since {heard}. A line is enough."),
    Prompt.WARN: Text("⏰ {case}: most of the time is gone. It is due {due}."),
    Prompt.DUE: Text("🔴 {case} is overdue since {due}."),
    Prompt.OFFICE: Text("🔴 {case} is overdue since {due}. {who}"),
    Prompt.AGAIN: Text("🔴 {case} is still overdue; it was due {due}. {who}"),
    Prompt.CHAIN_WARN: Text("⏰ {case}: most of the days of the whole course are gone. {who}"),
    Prompt.CHAIN_DUE: Text("🔴 {case}: the days of the whole course are over. {who}"),
    Prompt.NO_REPLY: Text(
        "⏸ {case}: {asker} has not replied since {since}. Call, or do with it what you can "
        "without the reply."
    ),
}
