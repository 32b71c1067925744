"""What was done with a case, step by step, as it reads on its card."""

from collections.abc import Sequence
from datetime import datetime

from bot.texts import clipped, day_and_time
from domain.ladders import Deed
from domain.people import ROLE_NAMES
from domain.refusals import Text
from storage.case_steps import Step

MOST_STEPS, MOST_OF_STEPS = 20, 3000
TAKING, ASKING = (Deed.CLAIMED, Deed.ASSIGNED, Deed.TAKEN_OVER), (Deed.ASKED,)
DEED_NAMES = {
    Deed.RAISED: Text("raised it"),
    Deed.CLAIMED: Text("took it"),
    Deed.GIVEN_BACK: Text("gave it back"),
    Deed.RAN_OUT: Text("was silent, so it is free again"),
    Deed.TAKEN_OVER: Text("took it over, as it was overdue"),
    Deed.UPDATED: Text("is on it"),
    Deed.ASKED: Text("asks"),
    Deed.REPLIED: Text("replied"),
    Deed.ADDED: Text("added"),
    Deed.ANSWERED: Text("answered it"),
    Deed.SOLVED: Text("solved it"),
    Deed.VERIFIED: Text("verified it"),
    Deed.REVIEWED: Text("reviewed it"),
    Deed.MEASURES_SET: Text("set measures"),
    Deed.MEASURE_ENDED: Text("on a measure"),
    Deed.FOLLOWED_UP: Text("followed it up"),
    Deed.CLOSED: Text("closed it"),
    Deed.FALSE_ALARM: Text("called it a false alarm"),
    Deed.JOINED: Text("joined it to another one"),
    Deed.PARTED: Text("withdrew the other one, so this goes on by itself"),
    Deed.WITHDRAWN: Text("withdrew it"),
    Deed.CONFIRMED: Text("confirmed that it is solved"),
    Deed.RATED: Text("said how satisfied he is"),
    Deed.HANDED_OVER: Text("goes on with it as the new helper"),
    Deed.MOVED: Text("put it on a newer course"),
}
TO_OFFICE = {
    Deed.PASSED_UP: Text("passed it up to the {office}"),
    Deed.SENT_BACK: Text("sent it back to the {office}"),
    Deed.REOPENED: Text("says it is not solved; it goes to the {office}"),
}


def step_line(step: Step, most: int = 200) -> Text:
    """Write one deed: when, who, what, and what was said about it."""
    values = {"at": day_and_time(step.at), "by": step.by, "deed": _deed(step)}
    if not step.text:
        return Text("{at} {by} {deed}", **values)
    return Text("{at} {by} {deed}: {words}", **values, words=clipped(step.text, most))


def _deed(step: Step) -> Text:
    if step.deed is Deed.ASSIGNED:
        return Text("gave it to {name}", name=step.to)
    if step.deed in TO_OFFICE:
        return Text(TO_OFFICE[step.deed].msgid, office=ROLE_NAMES[step.role])
    return DEED_NAMES[step.deed]


def history(done: Sequence[Step]) -> list[Text]:
    """Write the deeds: how it began and the latest; when it is much, the beginning of each."""
    shown = [*done[:1], *done[1:][1 - MOST_STEPS :]]
    most = MOST_OF_STEPS // max(1, len(shown))
    return [step_line(step, most) for step in shown]


def since(done: Sequence[Step], deeds: Sequence[Deed]) -> datetime | None:
    """Tell when any of these was done last."""
    return next((it.at for it in reversed(done) if it.deed in deeds), None)
