"""Alerts verified by the town at the household; or called a false alarm, by town or district."""

from datetime import datetime
from typing import Any

from aiogram import Router
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import alert_classes, alert_desk
from bot.filters import HasRole, Pressed
from bot.forms import Filling, Option
from bot.worded_deeds import Worded, with_words, words_step
from domain import alerts as rules
from domain.alerts import Verified
from domain.calendar import local_day
from domain.case_deeds import advance, end
from domain.cases import Case
from domain.checkins import CheckIn
from domain.ladders import DESKS, Deed, Stage
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import checkins
from storage.cases import Entry

router = Router(name="verifications")
router.callback_query.filter(HasRole(*DESKS))


async def _may_verify(db: AsyncConnection, person: Person, entry: Entry, _now: datetime) -> None:
    """It is not his own alert, and he has been there."""
    rules.check_may_verify(await alert_desk.of(db, entry), person)
    await _checkin(db, person, entry)


async def _checkin(db: AsyncConnection, person: Person, entry: Entry) -> CheckIn:
    """Return the check-in that proves the visit: since the alert came to the town.

    Raises:
        Refusal: there is none.
    """
    case = entry.case
    since_on = local_day(case.since_at)
    there = await checkins.latest_at(db, person.id, case.household_id or 0, since_on)
    if there is None:
        raise Refusal(
            "Please check in at the household of {name} first: tap 📍 Check in there. "
            "Then tap this again.",
            name=entry.about,
        )
    return there


async def _verified(filling: Filling, entry: Entry) -> Case:
    """Keep what was found, and bring the alert to the district."""
    db, person, now = filling.db, filling.person, filling.now
    alert = await alert_desk.of(db, entry)
    photos = tuple(it["file"] for it in filling.answer(FOUND.album) or ())
    seen = await _checkin(db, person, entry)
    found = Verified(
        by_id=person.id,
        by=person.name,
        on=seen.local_on,
        found=alert_classes.answered(filling),
        checkin_id=seen.id,
        files=photos,
    )
    place = await alert_desk.next_place(db, entry.case)
    after = advance(entry.case, person, Deed.VERIFIED, place, now)
    await alert_desk.keep(db, entry, rules.verify(alert, found))
    return after


def _found_words(filling: Filling) -> Any:
    """Keep the words and photos, and the class beside them."""
    return alert_desk.words_and(filling, **{"class": alert_classes.answered(filling)})


FOUND = words_step(
    Text(
        "What did you find there, and whom did you speak with? Type or say it; the district "
        "and the asker read it. Photos can be sent too."
    ),
    with_photos=True,
)
with_words(
    router,
    Pressed("case", "verify"),
    Worded(
        name="verify_alert",
        title=Text("Verify an alert"),
        deed=Deed.VERIFIED,
        ready=_may_verify,
        decide=_verified,
        steps=(
            FOUND,
            alert_classes.step(Text("Which class is it? With this tap it goes to the district.")),
        ),
        told=_found_words,
    ),
)


async def _may_dismiss(db: AsyncConnection, person: Person, entry: Entry, _now: datetime) -> None:
    """Nobody decides about his own alert, nor as the district about what he verified."""
    is_review = entry.case.stage is Stage.REVIEW
    check = rules.check_may_review if is_review else rules.check_may_verify
    check(await alert_desk.of(db, entry), person)


async def _dismissed(filling: Filling, entry: Entry) -> Case:
    return end(entry.case, filling.person, Deed.FALSE_ALARM, filling.now)


async def _why_not(_filling: Filling) -> list[Option]:
    return [
        Option(key="solved", label=Text("Solved meanwhile")),
        Option(key="income", label=Text("Income is enough")),
        Option(key="wrong", label=Text("Not as reported")),
    ]


with_words(
    router,
    Pressed("case", "false"),
    Worded(
        name="false_alarm",
        title=Text("False alarm"),
        deed=Deed.FALSE_ALARM,
        ready=_may_dismiss,
        decide=_dismissed,
        steps=(
            words_step(
                Text("Why is there no danger? Tap, type or say it; the asker reads it."), _why_not
            ),
        ),
    ),
)
