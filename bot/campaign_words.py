"""Campaigns as they read: dates, criteria, reminders, rises, what was changed."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import audience_steps
from bot.calendar_cards import day_words
from bot.rise_cards import due, office_of
from domain.areas import Level
from domain.campaign_edits import differences
from domain.campaigns import Campaign, Criterion, Rise, State
from domain.recurrences import task_of, title_of
from domain.refusals import Joined, Text

CRITERIA: Mapping[Criterion, Text] = {
    Criterion.VISITED: Text("Every household visited"),
    Criterion.CONFIRMED: Text("They tap ✅ Done"),
    Criterion.CHECKED: Text("They tap ✅ Done, it is checked"),
    Criterion.HANDED_IN: Text("They hand something in"),
    Criterion.ACKNOWLEDGED: Text("They read it and tap 👌"),
    Criterion.BOUND: Text("Account bound"),
    Criterion.HANDBOOK: Text("Handbooks up to date"),
    Criterion.HAVES: Text("Eight haves checked"),
    Criterion.VERIFIED: Text("Records verified"),
    Criterion.CHECKED_IN: Text("Checked in"),
}
"""How it shows that somebody is done, the usual ones first."""
STATES = {
    State.DRAFT: Text("📝 Draft, nobody has been told"),
    State.RUNNING: Text("▶ Running"),
    State.CANCELLED: Text("✖ Cancelled"),
    State.CLOSED: Text("⏹ Over"),
}


def reminders(campaign: Campaign) -> Text:
    """Say on which days it is spoken of."""
    before = [_before(it) for it in sorted(campaign.days_before, reverse=True)]
    after = [Text("{days} d after", days=it) for it in campaign.days_after]
    return Joined([*before, *after] or [Text("none")], by="、")


def _before(days: int) -> Text:
    return Text("{days} d before", days=days) if days else Text("on the day")


def rises(steps: Sequence[Rise]) -> Text:
    """Say whom a miss is shown, and when."""
    told = [
        Text("{level} after {days} working days", level=office_of(it.level), days=it.days_after)
        for it in steps
    ]
    return Joined(told or [Text("nobody")], by="，")


def ladder(steps: Sequence[Rise]) -> Text:
    """Write an escalation ladder in a few words, for a button: 村1天→镇3天→区5天."""
    told = [Text(_SHORT[it.level].msgid, days=it.days_after) for it in steps]
    return Joined(told, by=" → ") if told else Text("Nobody is shown")


_SHORT = {
    Level.VILLAGE: Text("village {days} d"),
    Level.TOWN: Text("town {days} d"),
    Level.DISTRICT: Text("district {days} d"),
}


def loudness(*, is_loud: bool) -> Text:
    """Say whether its letters ring."""
    if is_loud:
        return Text("🔔 Every reminder rings")
    return Text("🔕 They ring from the due day on")


def criterion(campaign: Campaign) -> Text:
    """Say what tells that somebody is done."""
    return CRITERIA[campaign.criterion]


async def facts(db: AsyncConnection, campaign: Campaign) -> Joined:
    """Write all that was decided about a campaign."""
    audience = await audience_steps.described(db, campaign.audience, campaign.area_code)
    return Joined(
        [
            task_of(campaign),
            Text("👥 {audience}", audience=audience),
            Text(
                "📅 {since} to {due}",
                since=day_words(campaign.opens_on),
                due=due(campaign.due_at),
            ),
            Text("🎯 Done when: {criterion}", criterion=criterion(campaign)),
            Text("⏰ Reminders: {days}", days=reminders(campaign)),
            Text("📈 If missed: {levels}", levels=rises(campaign.rises)),
            loudness(is_loud=campaign.is_loud),
        ]
    )


def named(campaign: Campaign) -> Text:
    """Name a campaign by its number and title."""
    return Text("#{number} {title}", number=campaign.number, title=title_of(campaign))


Shown = Callable[[Campaign], Text | str]
_SHOWN: Mapping[str, tuple[Text, Shown]] = {
    "title": (Text("Title"), title_of),
    "what": (Text("Task"), task_of),
    "criterion": (Text("Done when"), criterion),
    "opens_on": (Text("Opens"), lambda it: day_words(it.opens_on)),
    "due_at": (Text("Due"), lambda it: due(it.due_at)),
    "days_before": (Text("Reminders"), reminders),
    "days_after": (Text("Reminders"), reminders),
    "rises": (Text("If missed"), lambda it: rises(it.rises)),
    "is_loud": (Text("Sound"), lambda it: loudness(is_loud=it.is_loud)),
    "state": (Text("State"), lambda it: STATES[it.state]),
}


async def changes(db: AsyncConnection, before: Campaign, after: Campaign) -> list[Text]:
    """Say what differs between two versions, old and new side by side."""
    found = differences(before, after)
    lines = [_change(*_SHOWN[name], before, after) for name in found if name in _SHOWN]
    if "audience" in found:
        sides = [
            await audience_steps.described(db, it.audience, it.area_code) for it in (before, after)
        ]
        lines.append(_line(Text("Audience"), *sides))
    return list(dict.fromkeys(lines))


def told_changes(before: Campaign, after: Campaign, names: Sequence[str]) -> list[Text]:
    """Say what differs to those who are to do it."""
    found = [it for it in differences(before, after) if it in names]
    return [_change(*_SHOWN[name], before, after) for name in found]


def _change(label: Text, shown: Shown, before: Campaign, after: Campaign) -> Text:
    return _line(label, shown(before), shown(after))


def _line(label: Text, before: Text | str, after: Text | str) -> Text:
    return Text("{label}: {before} → {after}", label=label, before=before, after=after)
