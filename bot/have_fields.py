"""Items of the exit standard as fields of a record: proposed and reviewed like any other."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import change_fields
from bot.change_fields import Special
from bot.have_cards import found
from bot.replies import press
from domain.calendar import local_day
from domain.changes import Change
from domain.haves import LABELS, Item, check_of
from domain.refusals import Text
from storage import haves, standards, visits

PREFIX = "have."
"""The beginning of the fields under which changes of items are proposed."""


def field_of(item: Item) -> str:
    """Name the field of an item in proposals."""
    return PREFIX + item


def item_of(field: str) -> Item:
    """Find the item of such a field."""
    return Item(field.removeprefix(PREFIX))


def _label(field: str) -> Text:
    return LABELS[item_of(field)]


def _shown(field: str, value: Any) -> Text:
    return found(item_of(field), value)


async def _current(db: AsyncConnection, household_id: int, field: str) -> Any:
    check = (await haves.state(db, household_id)).get(item_of(field))
    return check.value if check else None


async def _apply(db: AsyncConnection, change: Change, _now: datetime) -> None:
    """Append the check as of the day it was made, but after whatever was confirmed since."""
    item = item_of(change.field)
    day = await _day_of(db, change)
    before = (await haves.state(db, change.household_id)).get(item)
    check = check_of(change.household_id, item, change.new, max(day, before.checked_on)
                     if before else day)  # fmt: skip
    standard = await standards.on(db, check.checked_on)
    signed = replace(check, person_id=change.person_id, visit_id=change.visit_id)
    await haves.add(db, replace(signed, standard=standard.code))


async def _day_of(db: AsyncConnection, change: Change) -> date:
    visit = await visits.by_id(db, change.visit_id) if change.visit_id else None
    return local_day(visit.at if visit else change.at)


def _again(change: Change) -> str:
    return edit_press(change.household_id, item_of(change.field))


def edit_press(household_id: int, item: Item) -> str:
    """Write what a button says that lets somebody look at an item again, by its place."""
    return press("haves", "edit", household_id, list(Item).index(item))


HAVES = change_fields.register(
    Special(
        prefix=PREFIX,
        label=_label,
        shown=_shown,
        current=_current,
        apply=_apply,
        again=_again,
    )
)
