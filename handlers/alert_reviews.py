"""Alerts reviewed by the district: it agrees to a class, and the town sets measures."""

from datetime import datetime

from aiogram import Router
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import alert_classes, alert_desk
from bot.filters import HasRole, Pressed
from bot.forms import Filling
from bot.texts import said
from bot.worded_deeds import Worded, with_words
from domain import alerts as rules
from domain.case_deeds import advance
from domain.cases import Case
from domain.ladders import DESKS, Deed
from domain.people import Person
from domain.refusals import Text
from domain.triage import CLASSES
from storage.cases import Entry

router = Router(name="alert_reviews")
router.callback_query.filter(HasRole(*DESKS))


async def _may_agree(db: AsyncConnection, person: Person, entry: Entry, _now: datetime) -> None:
    alert = await alert_desk.of(db, entry)
    rules.check_may_review(alert, person)
    rules.check_is_verified(alert)


async def _reviewed(filling: Filling, entry: Entry) -> Case:
    """Keep the class, and bring the alert back to the town for measures."""
    alert = await alert_desk.of(filling.db, entry)
    place = await alert_desk.next_place(filling.db, entry.case)
    after = advance(entry.case, filling.person, Deed.REVIEWED, place, filling.now)
    await alert_desk.keep(filling.db, entry, rules.decide(alert, alert_classes.answered(filling)))
    return after


def _class_words(filling: Filling) -> str:
    return said(CLASSES[alert_classes.answered(filling)])


CLASS = alert_classes.step(
    Text("Which class is it? With this tap it goes to the town for measures.")
)
with_words(
    router,
    Pressed("case", "review"),
    Worded(
        name="review_alert",
        title=Text("Review an alert"),
        deed=Deed.REVIEWED,
        ready=_may_agree,
        decide=_reviewed,
        steps=(CLASS,),
        told=_class_words,
    ),
)
