"""What the asker is told of each deed: plain words he can read to the household."""

from collections.abc import Sequence

from bot.case_cards import called, listed, office
from bot.case_history import MOST_OF_STEPS
from bot.texts import clipped, day_and_time
from domain.ladders import Deed, Rung
from domain.people import Person
from domain.refusals import Text
from storage.case_steps import Step
from storage.cases import Entry

NEWS = {
    Deed.CLAIMED: Text("🙋 {case}: {name}, {office}, is on it now. You will hear how it goes on."),
    Deed.GIVEN_BACK: Text(
        "↩ {case}: {name} gave it back. It waits at the {next} for somebody else."
    ),
    Deed.RAN_OUT: Text(
        "↩ {case}: {name} did not get to it. It waits at the {next} for somebody else."
    ),
    Deed.ASSIGNED: Text("👥 {case}: {to}, {next}, is on it now. You will hear how it goes on."),
    Deed.TAKEN_OVER: Text(
        "⬆ {case} took too long, so the {next} has taken it over: {name} is on it now."
    ),
    Deed.UPDATED: Text("📣 {case}: {name}, {office}, is on it.\n{words}\nMore by {until}."),
    Deed.ASKED: Text(
        "❓ {case}: {name}, {office}, asks you:\n{words}\nPlease reply; it goes on after that."
    ),
    Deed.PASSED_UP: Text(
        "⬆ {case}: {name}, {office}, passed it up.\n"
        "Why: {words}\nIt is now with the {next}: {names}."
    ),
    Deed.SENT_BACK: Text(
        "⬇ {case}: {name}, {office}, sent it back.\n"
        "Why: {words}\nIt is now with the {next}: {names}."
    ),
    Deed.SOLVED: Text("✅ {case} is solved.\n{name}, {office}: {words}"),
    Deed.ANSWERED: Text("💬 {case} is answered.\n{name}, {office}: {words}"),
    Deed.VERIFIED: Text(
        "🔎 {case} was verified.\n{name}, {office}: {words}\n"
        "It is now with the {next} for review: {names}."
    ),
    Deed.REVIEWED: Text(
        "📋 {case} was reviewed.\n{name}, {office}: {words}\n"
        "The {next} sets measures now: {names}."
    ),
    Deed.MEASURES_SET: Text(
        "🧰 {case}: a measure is set.\n{name}, {office}: {words}; {to} sees to it.\n"
        "It is followed up from now on."
    ),
    Deed.MEASURE_ENDED: Text("🧰 {case}: {name} on a measure.\n{words}"),
    Deed.FOLLOWED_UP: Text("👣 {case}: {name}, {office}, looked how it goes.\n{words}"),
    Deed.CLOSED: Text("🏁 {case} is closed.\n{name}, {office}: {words}"),
    Deed.FALSE_ALARM: Text("⚪ {case} is no danger.\n{name}, {office}: {words}"),
    Deed.PARTED: Text("🔗 {case} goes on by itself now; the other one was withdrawn."),
    Deed.MOVED: Text("📋 {case} goes a new way from now on. It is with the {next}."),
}
"""What the asker hears of; of his own deeds he does not."""
WORDLESS = Text("📣 {case}: {name}, {office}, is on it. You hear more by {until}.")
"""What he hears of a holder who only says by when there will be more."""
ASKERS = {
    Deed.REPLIED: Text("💬 {case}: {name} replied.\n{words}"),
    Deed.ADDED: Text("➕ {case}: {name} says more.\n{words}"),
    Deed.WITHDRAWN: Text("🗑 {case}: {name} withdrew it. Nothing is to be done any more.\n{words}"),
}
"""What its holder, else its office, hears of the asker's deeds."""


def news(entry: Entry, step: Step, was: Rung, waits_for: Sequence[Person]) -> Text:
    """Tell in plain words what was done, by whom, and what comes next.

    `was` is the office that did it, `waits_for` are those who have the case now.
    """
    until_at = entry.case.quiet_until_at
    values = {
        "case": called(entry),
        "name": step.by,
        "to": step.to,
        "office": office(was),
        "words": clipped(step.text, MOST_OF_STEPS),
        "until": day_and_time(until_at) if until_at else "",
        "next": office(entry.case.rung),
        "names": listed(waits_for) if waits_for else "",
    }
    said = (NEWS | ASKERS)[step.deed]
    if step.deed is Deed.UPDATED and not step.text:
        said = WORDLESS
    return Text(said.msgid, **values)
