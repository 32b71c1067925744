"""Alerts that are followed up: dated findings, until the risk is gone and the alert is closed."""

from datetime import date, datetime
from typing import Any

from aiogram import Router
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import alert_desk, measure_desk
from bot.answers import Kind as Answer
from bot.filters import HasRole, Pressed
from bot.forms import Filling, Option, Step
from bot.texts import said
from bot.worded_deeds import Worded, with_words, words_step
from domain import alerts as rules
from domain.alerts import RISKS, FollowUp, Risk
from domain.calendar import local_day
from domain.case_deeds import advance, end
from domain.cases import Case
from domain.ladders import DESKS, Deed
from domain.people import Person
from domain.refusals import Refusal, Text
from domain.spoken_dates import BACK
from storage import cases, measures, people
from storage.cases import Entry

router = Router(name="follow_ups")
router.callback_query.filter(HasRole(*DESKS))


async def _visitors(filling: Filling) -> list[Option]:
    """Offer oneself first, then those who work with the household."""
    entry = await cases.by_number(filling.db, filling.given["case"])
    others = await measure_desk.owners(filling.db, entry.case, filling.person) if entry else []
    me = Option(key=f"p{filling.person.id}", label=Text("Myself"))
    return [me, *[Option(key=f"p{it.id}", label=it.name) for it in others if it != filling.person]]


def _today(filling: Filling) -> str:
    return local_day(filling.now).isoformat()


def _not_later(value: Any, filling: Filling) -> str:
    if date.fromisoformat(value) > local_day(filling.now):
        raise Refusal("This day is still to come. Please choose today or a day before.")
    return str(value)


async def _risks(_filling: Filling) -> list[Option]:
    return [Option(key=it, label=name) for it, name in RISKS.items()]


async def _followed(filling: Filling, entry: Entry) -> Case:
    """Keep the finding; the alert stays where it is."""
    db, now = filling.db, filling.now
    alert = await alert_desk.of(db, entry)
    visitor = await people.by_id(db, int(filling.answer("by").removeprefix("p")))
    seen = FollowUp(
        on=date.fromisoformat(filling.answer("on")),
        by=visitor.name,
        risk=Risk(filling.answer("risk")),
    )
    after = advance(entry.case, filling.person, Deed.FOLLOWED_UP, None, now)
    await alert_desk.keep(db, entry, rules.follow_up(alert, seen))
    return after


def _followed_words(filling: Filling) -> Any:
    """Keep the words after how the risk stands, and the day and the photos beside them."""
    words = alert_desk.words_and(filling, on=filling.answer("on"), risk=filling.answer("risk"))
    if "voice" in words:
        return words
    risk = RISKS[Risk(filling.answer("risk"))]
    written = Text("{risk}. {words}", risk=risk, words=words.get("text", ""))
    return words | {"text": said(written)}


async def _followed_done(_filling: Filling, entry: Entry) -> Text:
    return Text("👣 Noted for #{number}. The asker is told.", number=entry.case.number)


SEEN = words_step(
    Text("What was seen and done? Type or say it; photos can be sent too."), with_photos=True
)
with_words(
    router,
    Pressed("case", "follow"),
    Worded(
        name="follow_up_alert",
        title=Text("Follow-up"),
        deed=Deed.FOLLOWED_UP,
        decide=_followed,
        steps=(
            Step(
                name="by",
                kind=Answer.CHOOSE,
                prompt=Text("Who was at the household?"),
                options=_visitors,
            ),
            Step(
                name="on",
                kind=Answer.DATE,
                prompt=Text("On which day? Tap, or type a day like 7月20日."),
                check=_not_later,
                day=BACK,
                prefill=_today,
                unchanged=Text("✔ Today"),
            ),
            SEEN,
            Step(
                name="risk",
                kind=Answer.CHOOSE,
                prompt=Text("How does the risk stand? It is kept with this tap."),
                options=_risks,
            ),
        ),
        told=_followed_words,
        done=_followed_done,
    ),
)


async def _may_close(db: AsyncConnection, _person: Person, entry: Entry, _now: datetime) -> None:
    """Nothing is left to do, and the risk was found gone."""
    alert = await alert_desk.of(db, entry)
    rules.check_may_close(alert, await measures.count_open(db, alert.number))


async def _closed(filling: Filling, entry: Entry) -> Case:
    return end(entry.case, filling.person, Deed.CLOSED, filling.now)


async def _reasons(_filling: Filling) -> list[Option]:
    return [
        Option(key="income", label=Text("Income steady")),
        Option(key="help", label=Text("Allowances arranged")),
        Option(key="over", label=Text("The cause is gone")),
    ]


with_words(
    router,
    Pressed("case", "close"),
    Worded(
        name="close_alert",
        title=Text("Close an alert"),
        deed=Deed.CLOSED,
        ready=_may_close,
        decide=_closed,
        steps=(
            words_step(
                Text("Why is there no risk any more? Tap, type or say it; the asker reads it."),
                _reasons,
            ),
        ),
    ),
)
