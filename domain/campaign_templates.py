"""Plans of several campaigns that are loaded together, with another first day if wished.

The plan of Yinhai (DOMAIN §5) ships with the bot. All of its dates move by the same number of
days; a due date on a rest day comes on the working day before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.calendar import NO_OVERRIDES, local_day, working_day_by, working_day_from
from domain.campaign_edits import DUE_TIME, FARTHEST, due_at
from domain.campaigns import Audience, Campaign, Criterion
from domain.people import RESIDENTS, Role
from domain.refusals import Refusal, Text

A_DAY = timedelta(days=1)
IN_THE_FIELD = RESIDENTS | {Role.HELPER}
IN_THE_VILLAGES = IN_THE_FIELD | {Role.INFORMATION_OFFICER}
STAFF = IN_THE_VILLAGES | {Role.UNIT_MANAGER, Role.TOWN_STATION}


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One task of a plan: due so many days after the first one, open for so many days."""

    key: str
    title: Text
    what: Text
    criterion: Criterion
    roles: frozenset[Role]
    after: int
    lasts: int
    comes_back: str = ""
    """The duty that follows it in later periods; it is switched on with it."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Tasks that belong together; `month` and `day` are those of the first due date."""

    name: str
    title: Text
    month: int
    day: int
    tasks: tuple[Planned, ...]

    def starts(self, today: date) -> date:
        """Give the first due date this year, or next year when it is past."""
        this_year = date(today.year, self.month, self.day)
        return this_year if this_year >= today else this_year.replace(year=today.year + 1)


YINHAI = Plan(
    name="yinhai",
    title=Text("The plan of Yinhai"),
    month=6,
    day=28,
    tasks=(
        Planned(
            key="training",
            title=Text("Training on the bot"),
            what=Text(
                "Take part in the training. Afterwards tap ✅ Done; your officer checks it."
            ),
            criterion=Criterion.CHECKED,
            roles=IN_THE_VILLAGES,
            after=0,
            lasts=7,
        ),
        Planned(
            key="accounts",
            title=Text("Bind your account"),
            what=Text("Open the bot and share your own phone number with it."),
            criterion=Criterion.BOUND,
            roles=STAFF,
            after=7,
            lasts=7,
        ),
        Planned(
            key="app",
            title=Text("The bot works on your phone"),
            what=Text("Try the keys and send your location once. If it works, tap ✅ Done."),
            criterion=Criterion.CONFIRMED,
            roles=IN_THE_VILLAGES,
            after=9,
            lasts=9,
        ),
        Planned(
            key="visit",
            title=Text("Visit every household once"),
            what=Text("Visit each of your households once and check in there."),
            criterion=Criterion.VISITED,
            roles=frozenset({Role.HELPER}),
            after=22,
            lasts=19,
        ),
        Planned(
            key="handbook",
            title=Text("Bring the handbooks up to date"),
            what=Text("Write a visit record for each of your households; the handbook takes it."),
            criterion=Criterion.HANDBOOK,
            roles=frozenset({Role.HELPER}),
            after=22,
            lasts=19,
        ),
        Planned(
            key="subsidies",
            title=Text("Hand in the subsidy data"),
            what=Text("Hand in what subsidies households were paid: a document or the figures."),
            criterion=Criterion.HANDED_IN,
            roles=frozenset({Role.LINE_DEPARTMENT}),
            after=27,
            lasts=10,
            comes_back="subsidies",
        ),
        Planned(
            key="summary",
            title=Text("Summary of the town"),
            what=Text("Sum up what the town has done, what is open and what you need."),
            criterion=Criterion.HANDED_IN,
            roles=frozenset({Role.TOWN_STATION}),
            after=33,
            lasts=7,
        ),
    ),
)
PLANS = (YINHAI,)


def planned(
    task: Planned, first: date, today: date, overrides: Mapping[date, bool] = NO_OVERRIDES
) -> tuple[date, date]:
    """Give opening and due day of a task when the plan's first due date is on a day.

    Nothing opens before today.
    """
    wished = first + task.after * A_DAY
    due_on = working_day_by(wished, overrides)
    if due_on < today <= wished:
        due_on = working_day_from(wished, overrides)
    return max(today, wished - task.lasts * A_DAY), due_on


def drafted(
    task: Planned,
    base: Campaign,
    first: date,
    overrides: Mapping[date, bool] = NO_OVERRIDES,
) -> Campaign:
    """Make a task of a plan a campaign; `base` brings office, owner, words and what is usual."""
    opens_on, due_on = planned(task, first, local_day(base.set_at), overrides)
    return replace(
        base,
        criterion=task.criterion,
        audience=Audience(roles=task.roles),
        opens_on=min(opens_on, due_on),
        due_at=due_at(due_on, DUE_TIME),
    )


def check_start(plan: Plan, first: date, today: date) -> None:
    """Make sure that all of a plan is ahead.

    Raises:
        Refusal: its first task would be due already, or it is far away.
    """
    if first < today:
        raise Refusal("The first task would be due already. Please choose today or a later day.")
    if first + plan.tasks[-1].after * A_DAY > today + FARTHEST:
        raise Refusal("This is more than a year away. Please check the year.")
