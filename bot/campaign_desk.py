"""Which campaigns somebody gives and may change; buttons of before are answered with its card."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import campaign_words
from bot.texts import day_and_time
from domain.campaign_edits import codes_of, may_manage
from domain.campaigns import Campaign, State
from domain.people import Person
from domain.refusals import Joined, Refusal, Text
from storage import audit, campaign_changes, campaigns

TABS = (
    frozenset({State.RUNNING}),
    frozenset({State.DRAFT}),
    frozenset({State.CANCELLED, State.CLOSED}),
)
"""What the list shows one of: what runs, drafts, what is over."""
DRAFTED, BEGUN, CHANGED, EXTENDED, CANCELLED = (
    "drafted",
    "begun",
    "changed",
    "extended",
    "cancelled",
)
ACTIONS = {
    DRAFTED: Text("Drafted by {name}, {at}"),
    BEGUN: Text("Begun by {name}, {at}"),
    CHANGED: Text("Changed by {name}, {at}"),
    EXTENDED: Text("Extended by {name}, {at}"),
    CANCELLED: Text("Cancelled by {name}, {at}"),
}


async def to_manage(db: AsyncConnection, person: Person, numbers: Sequence[int]) -> Campaign:
    """Load the campaign a button is about.

    Raises:
        Refusal: there is none, or it is none of this person's offices.
    """
    campaign = await campaigns.by_number(db, numbers[0] if numbers else 0)
    if campaign is None or not may_manage(person, campaign):
        raise Refusal("This task is not one of your office's.")
    return campaign


async def listed(
    db: AsyncConnection, person: Person, tab: int, most: int, offset: int = 0
) -> list[Campaign]:
    """List the campaigns of a tab."""
    return await campaigns.in_areas(db, codes_of(person), TABS[tab], most, offset)


async def counts(db: AsyncConnection, person: Person) -> list[int]:
    """Count the campaigns of each tab."""
    return [await campaigns.count_in_areas(db, codes_of(person), it) for it in TABS]


async def at_version(db: AsyncConnection, person: Person, numbers: Sequence[int]) -> Campaign:
    """Load it, if nobody has changed it since the button was shown.

    Raises:
        Refusal: somebody has: says who and what; or it is none of theirs.
    """
    campaign = await to_manage(db, person, numbers)
    if tuple(numbers[1:]) != (campaign.version,):
        raise Refusal(
            "It was changed meanwhile. {who}\n{changes}\nPlease open it again under /deadline.",
            who=await last_word(db, campaign),
            changes=await since(db, campaign, numbers[1] if len(numbers) > 1 else 0),
        )
    return campaign


async def since(db: AsyncConnection, campaign: Campaign, version: int) -> Text:
    """Say what was changed of a campaign since one of its versions."""
    if version >= campaign.version:
        return Joined([])
    change = await campaign_changes.after(db, campaign.number, version)
    if change is None:
        return Joined([])
    return Joined(await campaign_words.changes(db, change.before, campaign))


async def keep(  # noqa: PLR0913  # who makes what of which, why, and whom it concerns
    db: AsyncConnection,
    person: Person,
    before: Campaign,
    after: Campaign,
    action: str,
    *,
    words: str = "",
    concerns: Sequence[int] = (),
) -> None:
    """Keep the next version of a campaign, who made it and whom it is to be told.

    Raises:
        Refusal: somebody else was quicker.
    """
    if await campaigns.change(db, after) is None:
        raise Refusal(
            "Somebody else has changed this task just now. Please look at it and try again."
        )
    made = db, before, after, action, person.id
    await campaign_changes.add(*made, words=words, concerns=concerns)
    await audit.write(
        db, person.id, f"campaign.{action}", f"campaign:{after.number}", after.set_at
    )


async def last_word(db: AsyncConnection, campaign: Campaign) -> Text | str:
    """Say who did the last thing to it, when, and why if that was said."""
    change = await campaign_changes.last(db, campaign.number)
    if change is None:
        return ""
    at = day_and_time(change.at)
    line = Text(ACTIONS[change.action].msgid, name=change.by, at=at)
    return Joined([line, Text("“{words}”", words=change.words) if change.words else ""], by=" ")
