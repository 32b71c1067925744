"""Raising a relapse alert: by itself, or with a visit that takes effect."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import alert_cards, case_telling, raising
from bot.raising import Wish
from bot.replies import Message
from domain import alerts as rules
from domain.alerts import Alert
from domain.ladders import Kind
from domain.people import Person
from domain.triage import Facts
from storage import alerts
from storage.cases import Entry
from storage.households import Known


@dataclass(frozen=True, kw_only=True)
class Fear:
    """What somebody fears for a household, in words, with photos as evidence.

    `heard` are the messages that said it.
    """

    known: Known
    facts: Facts
    words: Any
    heard: tuple[int, ...] = ()


async def raise_alert(db: AsyncConnection, person: Person, fear: Fear, now: datetime) -> Entry:
    """Keep an alert with what it rests on, and bring it to the town.

    Raises:
        Refusal: nobody of the town is entered who could verify it.
    """
    entry = await raising.enter(db, person, wish_of(fear), now)
    photos = fear.words.get("photos", ()) if isinstance(fear.words, Mapping) else ()
    alert = Alert(
        number=entry.case.number,
        raised_by_id=person.id,
        facts=fear.facts,
        files=tuple(it["file"] for it in photos if it.get("file")),
    )
    await alerts.add(db, alert, entry.case.ladder.rules)
    await case_telling.raised(db, entry, now)
    return entry


def wish_of(fear: Fear) -> Wish:
    """Say what is raised, as of any case."""
    return Wish(
        kind=Kind.ALERT,
        household_id=fear.known.id,
        area_code=fear.known.household.area_code,
        topic=fear.facts.family,
        words=fear.words,
        heard=fear.heard,
        is_urgent=True,
    )


def subject(number: int) -> str:
    """Name what the files of an alert belong to."""
    return f"case:{number}"


async def checklist(db: AsyncConnection, entry: Entry) -> Message:
    """Ask its asker to confirm what the alert rests on, from the first open line on."""
    alert = await alerts.by_number(db, entry.case.number)
    if alert is None:
        raise LookupError(f"alert {entry.case.number} has no facts")
    left = rules.unconfirmed(alert, entry.case.ladder.rules)
    return alert_cards.checklist(entry, alert, next(iter(left), None))
