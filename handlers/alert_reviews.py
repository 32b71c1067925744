"""Alerts reviewed by the district: it agrees to a class, and the town sets measures."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import alert_classes, alert_desk, case_deeds, worded_deeds
from bot.filters import HasRole, Pressed
from bot.forms import Filling
from bot.replies import Reply
from bot.texts import said
from bot.worded_deeds import Worded, with_words
from domain import alerts as rules
from domain.alerts import Alert
from domain.case_deeds import advance
from domain.cases import Case
from domain.ladders import DESKS, Deed
from domain.people import Person
from domain.refusals import Text
from domain.triage import CLASSES
from storage.cases import Entry

router = Router(name="alert_reviews")
router.callback_query.filter(HasRole(*DESKS))


@router.callback_query(Pressed("case", "review"))
async def review(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask for the class to which the district agrees."""
    entry = await case_deeds.for_deed(db, person, numbers, Deed.REVIEWED, now)
    if isinstance(entry, Reply):
        return entry
    _check_may_agree(await alert_desk.of(db, entry), person)
    return await worded_deeds.begin(db, person, REVIEW, numbers, now)


def _check_may_agree(alert: Alert, person: Person) -> None:
    rules.check_may_review(alert, person)
    rules.check_is_verified(alert)


async def _reviewed(filling: Filling, entry: Entry) -> Case:
    """Keep the class, and bring the alert back to the town for measures."""
    alert = await alert_desk.of(filling.db, entry)
    _check_may_agree(alert, filling.person)
    place = await alert_desk.next_place(filling.db, entry.case)
    after = advance(entry.case, filling.person, Deed.REVIEWED, place, filling.now)
    await alert_desk.keep(filling.db, entry, rules.decide(alert, alert_classes.answered(filling)))
    return after


def _class_words(filling: Filling) -> str:
    return said(CLASSES[alert_classes.answered(filling)])


CLASS = alert_classes.step(
    Text("Which class is it? With this tap it goes to the town for measures.")
)
REVIEW = with_words(
    Worded(
        name="review_alert",
        title=Text("Review an alert"),
        deed=Deed.REVIEWED,
        decide=_reviewed,
        steps=(CLASS,),
        told=_class_words,
    )
)
