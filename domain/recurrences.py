"""The duties that come back with which the bot is shipped (DOMAIN §5).

The monthly visit is on from the start; an administrator switches the others on.
"""

from domain.campaigns import Audience, Campaign, Criterion, Every, Recurrence
from domain.people import RESIDENTS, Role
from domain.refusals import Text

VISITS = "visits"
"""The name of the monthly visit."""
TEXTS = {
    VISITS: (
        Text("Monthly visits"),
        Text("Visit each of your households this month and check in there."),
    ),
    "report": (
        Text("Monthly report"),
        Text("Write a few sentences on this month's work, or send a document."),
    ),
    "attendance": (
        Text("Attendance in the village"),
        Text("Check in in the village at least once this month."),
    ),
    "subsidies": (
        Text("Subsidy data of the quarter"),
        Text(
            "Hand in what subsidies households were paid this quarter: a document or the figures."
        ),
    ),
}
"""Title and task of the shipped ones; kept are the msgids, so that each reads his language."""
SHIPPED = (
    Recurrence(
        name=VISITS,
        title=TEXTS[VISITS][0].msgid,
        what=TEXTS[VISITS][1].msgid,
        criterion=Criterion.VISITED,
        audience=Audience(roles=frozenset({Role.HELPER})),
        every=Every.MONTH,
    ),
    Recurrence(
        name="report",
        title=TEXTS["report"][0].msgid,
        what=TEXTS["report"][1].msgid,
        criterion=Criterion.HANDED_IN,
        audience=Audience(roles=RESIDENTS),
        every=Every.MONTH,
        is_on=False,
    ),
    Recurrence(
        name="attendance",
        title=TEXTS["attendance"][0].msgid,
        what=TEXTS["attendance"][1].msgid,
        criterion=Criterion.CHECKED_IN,
        audience=Audience(roles=RESIDENTS),
        every=Every.MONTH,
        is_on=False,
    ),
    Recurrence(
        name="subsidies",
        title=TEXTS["subsidies"][0].msgid,
        what=TEXTS["subsidies"][1].msgid,
        criterion=Criterion.HANDED_IN,
        audience=Audience(roles=frozenset({Role.LINE_DEPARTMENT})),
        every=Every.QUARTER,
        due_day=25,
        is_on=False,
    ),
)


def is_shipped(recurrence: Recurrence) -> bool:
    """Tell whether it came with the bot: everybody who gives tasks sees those."""
    return any(it.name == recurrence.name for it in SHIPPED)


def title_of(campaign: Campaign | Recurrence) -> Text | str:
    """Name a campaign: a shipped title is translated, people's own words stay as they are."""
    return _read(campaign, campaign.title)


def task_of(campaign: Campaign | Recurrence) -> Text | str:
    """Say what is to be done, in the same way."""
    return _read(campaign, campaign.what)


def _read(campaign: Campaign | Recurrence, words: str) -> Text | str:
    name = campaign.recurrence if isinstance(campaign, Campaign) else campaign.name
    shipped = TEXTS.get(name or "", ())
    return next((it for it in shipped if it.msgid == words), words)
