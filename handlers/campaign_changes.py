"""Changing, extending and cancelling a campaign, each with a look at what it means for whom."""

from datetime import datetime
from functools import partial

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_desk, campaign_ends, campaign_making, form_walk, forms
from bot.campaign_steps import steps
from bot.filters import HasRole, Pressed
from bot.forms import Filling, Form
from bot.replies import Reply
from domain import campaign_edits
from domain.campaign_edits import MAKERS
from domain.people import Person
from domain.refusals import Text

router = Router(name="campaign_changes")
router.callback_query.filter(HasRole(*MAKERS))


@router.callback_query(Pressed("campaign", "change"))
async def change_it(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Show everything that stands; each answer changes with one tap."""
    campaign = await campaign_desk.at_version(db, person, numbers)
    campaign_edits.check_changeable(campaign)
    return await campaign_making.open_change(db, person, CHANGE, campaign, now)


@router.callback_query(Pressed("campaign", "extend"))
async def extend_it(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask until when, and why."""
    campaign = await campaign_desk.at_version(db, person, numbers)
    campaign_edits.check_running(campaign)
    return await form_walk.begin(db, person, EXTEND, now, campaign_ends.given(campaign))


@router.callback_query(Pressed("campaign", "cancel"))
async def cancel_it(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Ask why, and say for whom it ends."""
    campaign = await campaign_desk.at_version(db, person, numbers)
    campaign_edits.check_running(campaign)
    return await form_walk.begin(db, person, CANCEL, now, campaign_ends.given(campaign))


async def _keep_change(filling: Filling) -> Reply:
    return await campaign_making.keep_change(filling, CHANGE)


_FORM = partial(Form, roles=MAKERS, resumes=False)
CHANGE = forms.register(
    _FORM(
        name="campaign_change",
        title=Text("Change the task"),
        steps=steps,
        submit=_keep_change,
        remarks=campaign_making.remarks,
    )
)
EXTEND = forms.register(
    _FORM(
        name="campaign_extend",
        title=Text("Extend"),
        steps=campaign_ends.EXTEND_STEPS,
        submit=campaign_ends.extend,
        remarks=campaign_ends.extend_remarks,
    )
)
CANCEL = forms.register(
    _FORM(
        name="campaign_cancel",
        title=Text("Cancel the task"),
        steps=campaign_ends.CANCEL_STEPS,
        submit=campaign_ends.cancel,
        remarks=campaign_ends.cancel_remarks,
    )
)
