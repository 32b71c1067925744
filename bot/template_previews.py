"""What loading a plan would do: each task with its dates and people, letters, what is there."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import audience_steps, campaign_days, campaign_words
from bot.calendar_cards import day_words
from bot.forms import Filling
from bot.rise_cards import due
from bot.template_steps import AT_ONCE, Made, chosen, made
from bot.texts import said
from domain.calendar import local_day
from domain.campaign_templates import PLANS, Plan
from domain.campaigns import Campaign, Recurrence
from domain.people import Person
from domain.recurrence_edits import may_keep
from domain.recurrences import title_of
from domain.refusals import Joined, Text
from storage import calendars, disturbances, recurrence_news, recurrences


async def there_already(db: AsyncConnection, person: Person, plan: Plan) -> list[Campaign]:
    """List what somebody's office has of a plan, drafts and what runs."""
    titles = [said(it.title) for it in plan.tasks]
    return await recurrence_news.titled(db, audience_steps.area_for(person), titles)


async def remarks(filling: Filling) -> Sequence[Text]:
    """Say what would be there: each task with its dates and people, and how many letters."""
    found = await chosen(filling)
    lines = [_line(it) for it in found]
    nobody = [it.campaign.title for it in await made(filling) if not it.count]
    return [
        Text("<b>What would be there:</b>"),
        *lines,
        await _disturbed(filling, found),
        *([Text("Nobody here is there for: {tasks}", tasks="、".join(nobody))] if nobody else []),
        *await _twice(filling),
        *await _comes_back(filling, found),
    ]


def _line(it: Made) -> Text:
    due_on = local_day(it.campaign.due_at)
    moved = due_on != it.wished_on
    words = (
        Text("• {title}: {since} to {due} ({rest} is a rest day), {count} people. {criterion}")
        if moved
        else Text("• {title}: {since} to {due}, {count} people. {criterion}")
    )
    return Text(
        words.msgid,
        title=it.campaign.title,
        since=day_words(it.campaign.opens_on),
        due=due(it.campaign.due_at),
        rest=day_words(it.wished_on),
        count=it.count,
        criterion=campaign_words.criterion(it.campaign),
    )


async def _disturbed(filling: Filling, found: Sequence[Made]) -> Text:
    """Count the letters if nobody does anything; those of one day are one letter."""
    calendar = await calendars.of_area(filling.db, filling.given["area"], filling.now)
    letters = 0
    for it in found:
        coming = campaign_days.reminders(it.campaign, calendar, filling.now)
        count = await disturbances.owing(filling.db, it.campaign, filling.now)
        letters += len(coming) * count
    return Text(
        "📨 At most {count} reminders; of one day they come as one letter, and whoever is done "
        "gets none.",
        count=letters,
    )


async def _twice(filling: Filling) -> list[Text]:
    plan = PLANS[filling.given["plan"]]
    found = await there_already(filling.db, filling.person, plan)
    return [already(found)] if found else []


def already(found: Sequence[Campaign]) -> Text:
    """Say which tasks of a plan are there."""
    names = [Text("#{number} {title}", number=it.number, title=it.title) for it in found]
    return Text("⚠ There already: {tasks}", tasks=Joined(names, by="、"))


async def _comes_back(filling: Filling, found: Sequence[Made]) -> list[Text]:
    return [
        Text("🔁 Afterwards “{title}” begins by itself each quarter.", title=title_of(it))
        for it in await duties(filling, found)
    ]


async def duties(filling: Filling, found: Sequence[Made]) -> list[Recurrence]:
    """Find the duties that follow what begins, are off, and may be switched on by this person."""
    if filling.answer("how") != AT_ONCE:
        return []
    names = {it.task.comes_back for it in found}
    every = await recurrences.every(filling.db)
    return [
        it for it in every if it.name in names and not it.is_on and may_keep(filling.person, it)
    ]
