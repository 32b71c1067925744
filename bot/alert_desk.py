"""Alerts as people see them: loaded, shown on the card, and what can be done at each stage."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import (
    alert_cards,
    case_letters,
    case_words,
    checkin_cards,
    measure_cards,
)
from bot.case_cards import button
from bot.forms import Filling
from bot.replies import Rows
from domain.alerts import Alert
from domain.calendar import local_day
from domain.cases import Case
from domain.ladders import Deed, Kind, Stage
from domain.people import Person
from domain.refusals import Refusal, Text
from storage import alerts, cases, checkins, measures
from storage.cases import Entry

VERIFY, REVIEW = Text("🔎 I was there"), Text("✔ Agree, set the class")
FALSE, AGAIN = Text("⚪ False alarm"), Text("⬇ Verify again")
MEASURE, ANOTHER = Text("🧰 Set a measure"), Text("➕ Another measure")
FOLLOW, CLOSE, MEASURES = Text("👣 Follow-up"), Text("🏁 Close it"), Text("🧰 Measures")
WAY, PHOTOS, CHECKLIST = Text("🧭 Way there"), Text("📷 Photos"), Text("☑ Confirm facts")
OFFERED = (
    (Deed.VERIFIED, VERIFY, "verify"),
    (Deed.REVIEWED, REVIEW, "review"),
    (Deed.FOLLOWED_UP, FOLLOW, "follow"),
    (Deed.CLOSED, CLOSE, "close"),
    (Deed.FALSE_ALARM, FALSE, "false"),
)
"""What the holder of an alert can do, the likely first."""


async def of(db: AsyncConnection, entry: Entry) -> Alert:
    """Return what an alert has besides its case."""
    alert = await alerts.by_number(db, entry.case.number)
    if alert is None:
        raise LookupError(f"alert {entry.case.number} has no facts")
    return alert


async def own(db: AsyncConnection, person: Person, number: int) -> tuple[Entry, Alert]:
    """Load an alert for its asker while it goes on.

    Raises:
        Refusal: it is somebody else's, or over.
    """
    entry = await cases.by_number(db, number)
    is_own = entry is not None and entry.case.asker_id == person.id
    if entry is None or not is_own or entry.case.kind is not Kind.ALERT:
        raise Refusal("This alert is not yours.")
    if not entry.case.is_going_on:
        raise Refusal("#{number} is over already. Nothing was changed.", number=number)
    return entry, await of(db, entry)


async def keep(db: AsyncConnection, entry: Entry, alert: Alert) -> None:
    """Keep an alert at its next version.

    Raises:
        Refusal: somebody else was quicker.
    """
    if not await alerts.keep(db, alert, entry.case.ladder.rules):
        raise Refusal("Somebody else was quicker. Please see the newest card.")


def words_and(filling: Filling, **beside: Any) -> dict[str, Any]:
    """Gather the words of a deed and their photos, with what is kept beside them."""
    words = case_words.of(filling, "words")
    return ({"text": words} if isinstance(words, str) else dict(words or {})) | beside


async def next_place(db: AsyncConnection, case: Case) -> int | None:
    """Return the next stage of an alert if somebody works there: no stage is passed over."""
    return await case_letters.staffed(db, case, list(case.higher)[:1])


async def facts(db: AsyncConnection, entry: Entry, now: datetime) -> Sequence[Text]:
    """Write what only alerts have on the card of their case."""
    if entry.case.kind is not Kind.ALERT:
        return ()
    alert = await alerts.by_number(db, entry.case.number)
    if alert is None:
        return ()
    decided = await measures.of_alert(db, alert.number)
    lines = alert_cards.facts(alert, entry.case.ladder, await _proof(db, alert))
    return [*lines, *measure_cards.lines(decided, local_day(now))]


async def _proof(db: AsyncConnection, alert: Alert) -> Text | str:
    """Write the check-in that proves a verification, as it stands now."""
    if alert.verified is None:
        return ""
    there = await checkins.by_id(db, alert.verified.checkin_id)
    return checkin_cards.line(there.checkin) if there else alert.verified.on.isoformat()


def rows(case: Case, reader: Person, deeds: frozenset[Deed]) -> Rows:
    """Offer what this reader can do with an alert, and everybody what belongs to it."""
    if case.kind is not Kind.ALERT:
        return []
    mine = [button(label, verb, case) for deed, label, verb in OFFERED if deed in deeds]
    if Deed.REVIEWED in deeds and Deed.SENT_BACK in deeds:
        mine.append(button(AGAIN, "down", case))
    if Deed.MEASURES_SET in deeds:
        label = ANOTHER if Deed.FOLLOWED_UP in deeds else MEASURE
        mine.insert(1, button(label, "measure", case))
    if reader.id == case.asker_id:
        return [[button(CHECKLIST, "facts", case)]] if Deed.ADDED in deeds else []
    more = [button(WAY, "way", case), button(PHOTOS, "photos", case)]
    if case.stage is Stage.FOLLOW_UP:
        more.append(button(MEASURES, "measures", case))
    return [*[mine[at : at + 2] for at in range(0, len(mine), 2)], more]
