"""What is said in an office's group about the group itself: how to link it, and that it is."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.replies import Button, Message, Rows, press
from domain.ladders import DESKS, Kind
from domain.offices import Office
from domain.people import ROLE_NAMES
from domain.refusals import Joined, Text
from storage import areas
from storage.office_groups import Group

MINUTES = 15
"""So long the bot waits in a group that nobody has linked."""
CARD = "link"
"""The live message of a group about its link."""
ROLES = tuple(sorted(DESKS))
TOPICS = {
    Text("Questions"): (Kind.QUESTION, Kind.SUGGESTION),
    Text("Needs"): (Kind.NEED,),
    Text("Alerts"): (Kind.ALERT,),
}
"""The topics that are made in a forum, and the kinds of cases that go there."""


async def name(db: AsyncConnection, office: Office) -> Text:
    """Name an office by its area and role."""
    found = await areas.by_codes(db, {office.area_code})
    area = found[office.area_code].name if office.area_code in found else office.area_code
    return Text("{area} {office}", area=area, office=ROLE_NAMES[office.role])


def welcome() -> Message:
    """Say what the bot could do in a group, and how long it waits."""
    words = Text(
        "Hello! I can bring your office's needs, alerts and questions to this group. "
        "Somebody of the office who leads this group links it with the button below. "
        "If nobody does within {minutes} minutes, I leave.",
        minutes=MINUTES,
    )
    link = Button(label=Text("🔗 Link our office"), press=press("group", "link"))
    return Message(text=words, keyboard=[[link]], card=CARD)


def not_for_strangers() -> Text:
    """Say good-bye to a group into which nobody with an account brought the bot."""
    return Text(
        "I only work for registered people, in groups of their offices. I leave now. "
        "To register, talk to me in private."
    )


def which(offices: Sequence[tuple[Office, Text]]) -> tuple[Text, Rows]:
    """Ask which of several offices the group is of."""
    rows = [
        [
            Button(
                label=label,
                press=press("group", "office", office.area_code, ROLES.index(office.role)),
            )
        ]
        for office, label in offices
    ]
    return Text("Which office is this group of?"), rows


def office_in(numbers: tuple[int, ...]) -> Office | None:
    """Read the office of a button; None when there is no such."""
    if len(numbers) != 2 or numbers[1] >= len(ROLES):
        return None
    return Office(area_code=str(numbers[0]), role=ROLES[numbers[1]])


def is_linked(office: Text, *, lacks_topics: bool) -> Joined:
    """Say that a group is linked, and what happens in it from now on."""
    words = Text(
        "✅ This group is linked: {office}. New cases come here. "
        "Tap 🙋 to take one; what its holder replies to a post goes to whoever asked. "
        "Please no ID numbers, phones or illnesses in here: those are for the private chat.",
        office=office,
    )
    topics = Text(
        "I may not make topics here, so everything comes to the general one. To change that, "
        "let me manage topics, send /unlink and then /link."
    )
    return Joined([words, *([topics] if lacks_topics else [])])


def is_unlinked() -> Text:
    """Say that nothing comes to a group any more."""
    return Text(
        "This group is not linked any more; no cases come here. "
        "To link it again send /link. Otherwise I leave in {minutes} minutes.",
        minutes=MINUTES,
    )


def listed(groups: Sequence[tuple[Group, Text]], address: str) -> tuple[Joined, Rows]:
    """List the groups of somebody's offices, to unlink one or bring the bot into another."""
    if groups:
        head = Text("Groups of your offices:")
    else:
        head = Text("No group of your office is linked yet.")
    lines = [
        Text("• {title}: {office}", title=group.title, office=office) for group, office in groups
    ]
    how = Text(
        "To link one: bring me into the office's group, where you are an administrator, "
        "and send /link there."
    )
    rows = [
        [
            Button(
                label=Text("✖ Unlink {title}", title=group.title[:12]),
                press=press("group", "unlink", -group.chat_id, group.version),
            )
        ]
        for group, _ in groups
    ]
    bring = [[Button(label=Text("➕ Bring me into a group"), url=address)]] if address else []
    return Joined([head, *lines, how]), [*rows, *bring]
