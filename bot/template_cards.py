"""Plans that ship with the bot as they read: their tasks with the days that were meant."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.calendar_cards import day_words
from bot.campaign_cards import BACK, Card
from bot.replies import Button, press
from bot.template_previews import already
from domain.calendar import local_day
from domain.campaign_templates import PLANS, Plan
from domain.campaigns import Campaign
from domain.refusals import Joined, Text


def page(now: datetime) -> Card:
    """Write the plans, and offer to load each."""
    rows = [
        [
            Button(
                label=Text("📦 Load: {plan}", plan=plan.title), press=press("template", "load", at)
            )
        ]
        for at, plan in enumerate(PLANS)
    ]
    words = [Text("<b>Templates of tasks</b>"), *(_plan(it, now) for it in PLANS)]
    return Joined(words), [*rows, [BACK]]


def _plan(plan: Plan, now: datetime) -> Joined:
    first = plan.starts(local_day(now))
    lines = [
        Text("• {day} {title}", day=day_words(first + timedelta(days=it.after)), title=it.title)
        for it in plan.tasks
    ]
    return Joined(
        [
            Text("<b>{plan}</b>", plan=plan.title),
            *lines,
            Text("The first day can be another one, and each task can be left out."),
        ]
    )


def twice(place: int, there: Sequence[Campaign]) -> Card:
    """Ask before a plan is loaded that is there."""
    return Joined([already(there), Text("Load all of it once more?")]), [
        [Button(label=Text("📦 Once more"), press=press("template", "again", place))],
        [BACK],
    ]
