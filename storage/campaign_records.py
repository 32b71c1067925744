"""What the records say about the people of a campaign and their households, in SQL."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)

from domain import changes
from domain.calendar import local_day
from domain.campaign_events import opens_at
from domain.campaigns import Campaign, Criterion
from domain.checkins import OPEN as UNSETTLED
from domain.haves import Item, Verdict
from domain.visits import State as VisitState
from storage.campaign_dues import Dues
from storage.campaign_homes import Ids, homes_of
from storage.campaign_people import BY_HOUSEHOLDS, people_of
from storage.columns import DayBegins, Instant
from storage.duties import visits_made
from storage.tables import (
    ChangeRow,
    CheckInRow,
    CheckRow,
    DoubtRow,
    IncomeLineRow,
    VisitRow,
    WaiverRow,
)

JUDGED = Verdict.MET, Verdict.UNMET
WRITTEN = VisitState.FRESH, VisitState.WAITING, VisitState.KEPT
_PLAIN: tuple[Any, ...] = (literal(0).label("waits"), literal(0).label("claimed"))
"""Of most criteria nothing waits for an officer, and no time is claimed afterwards."""
TAKEN_IN = changes.State.ACCEPTED, changes.State.ENTERED


@dataclass(frozen=True)
class Question:
    """A campaign that is put to the records: about these people, as of then.

    `holds_for` is how long a check of the exit standard holds, counted back from the due date.
    """

    campaign: Campaign
    dues: Dues
    ids: Ids
    holds_for: timedelta

    @property
    def fresh_from(self) -> date:
        """Give the day from which a check counts."""
        return local_day(self.campaign.due_at) - self.holds_for

    def put(self) -> tuple[CTE, CTE | None]:
        """Select the people it is about and, where it goes by them, their households."""
        by_homes = self.campaign.criterion in BY_HOUSEHOLDS
        homes = homes_of(self.campaign, self.ids).cte() if by_homes else None
        return people_of(self.campaign, self.dues, self.ids, homes), homes


def items(question: Question, who: CTE, homes: CTE) -> Select[Any]:
    """Select the households of people with when each was done, NULL for not yet."""
    answer = {
        Criterion.VISITED: _visited,
        Criterion.VERIFIED: _verified,
        Criterion.HAVES: _checked,
        Criterion.HANDBOOK: _written,
    }
    source = homes.join(who, who.c.person_id == homes.c.person_id)
    found = answer[question.campaign.criterion](question, homes, who, source)
    each = homes.c.person_id, homes.c.household_id, homes.c.head_name, homes.c.area_code
    return found.add_columns(*each, who.c.due_at).group_by(*each, who.c.due_at)


Near = Callable[[Any], list[ColumnElement[bool]]]


def _near(question: Question, homes: CTE) -> Near:
    """Make what limits records to the households that are asked about; all need no limit."""
    if question.ids is None:
        return lambda _household_id: []
    return lambda household_id: [household_id.in_(select(homes.c.household_id))]


def _once(found: Any) -> CTE:
    """Let the database find records before it joins them, once: it guesses too few people."""
    made: CTE = found.cte()
    return made.prefix_with("MATERIALIZED")


def _visited(question: Question, homes: Any, who: Any, source: FromClause) -> Select[Any]:
    """A visit of whoever is paired counts, or of the officer who took it over.

    Visits are joined by household and sorted out afterwards: that is what planners are quick at.
    """
    begins_at, ends_at = opens_at(question.campaign), question.dues.ends_at
    here = None if question.ids is None else select(homes.c.household_id)
    made = _once(visits_made(begins_at, ends_at, homes=here))
    own = or_(made.c.person_id == homes.c.person_id, made.c.person_id == who.c.taken_by)
    visited_at = func.min(case((own, made.c.at)))
    is_settled = func.max(case((own, made.c.is_settled)))
    is_waiting = case((and_(is_settled == 0, visited_at <= who.c.due_at), 1), else_=0)
    checked_in_at = func.min(case((and_(own, made.c.is_claimed == 0), made.c.at)))
    is_claimed = case((visited_at == checked_in_at, 0), else_=1).label("claimed")
    return select(visited_at.label("done_at"), is_waiting.label("waits"), is_claimed).select_from(
        source.outerjoin(made, made.c.household_id == homes.c.household_id)
    )


def _verified(question: Question, homes: Any, who: Any, source: FromClause) -> Select[Any]:
    """What was proposed or doubted by the due date is settled; what came later is another time."""
    ends_at, begins_at = question.dues.ends_at, literal(opens_at(question.campaign), Instant())
    found = _once(_matters(_near(question, homes)))
    settled_at: ColumnElement[Any] = found.c.settled_at
    if ends_at is not None:
        settled_at = case((settled_at <= literal(ends_at, Instant()), settled_at))
    is_open = func.max(case((found.c.since_at.is_(None), 0), (settled_at.is_(None), 1), else_=0))
    last = func.coalesce(func.max(settled_at), begins_at)
    asked = found.c.since_at <= who.c.due_at, or_(settled_at.is_(None), settled_at >= begins_at)
    return select(case((is_open == 0, last)).label("done_at"), *_PLAIN).select_from(
        source.outerjoin(found, and_(found.c.household_id == homes.c.household_id, *asked))
    )


def _matters(near: Near) -> CompoundSelect[Any]:
    """Select what has to be settled: proposed changes, doubts that nobody has explained."""
    row = ChangeRow
    decided = case((row.state.not_in(changes.OPEN), func.coalesce(row.decided_at, row.at)))
    proposed = select(row.household_id, row.at.label("since_at"), decided.label("settled_at"))
    same = (
        WaiverRow.household_id == DoubtRow.household_id,
        WaiverRow.facts_index == DoubtRow.facts_index,
    )
    explained = select(func.max(WaiverRow.at)).where(*same).correlate(DoubtRow).scalar_subquery()
    gone = func.coalesce(DoubtRow.gone_at, explained).label("settled_at")
    doubted = select(DoubtRow.household_id, DoubtRow.found_at.label("since_at"), gone)
    return union_all(
        proposed.where(*near(row.household_id)), doubted.where(*near(DoubtRow.household_id))
    )


def _checked(question: Question, homes: Any, _who: Any, source: FromClause) -> Select[Any]:
    """Each item has a verdict that still holds on the due day; the day of the last one counts."""
    counts = CheckRow.verdict.in_(JUDGED), CheckRow.item.in_(list(Item))
    since = CheckRow.checked_on >= question.fresh_from
    first = func.min(CheckRow.checked_on).label("checked_on")
    near = _near(question, homes)(CheckRow.household_id)
    each = select(CheckRow.household_id, first).where(*counts, since, *near)
    if question.dues.ends_at is not None:
        each = each.where(CheckRow.checked_on <= local_day(question.dues.ends_at))
    by_item = each.group_by(CheckRow.household_id, CheckRow.item).subquery()
    whole = func.count() == len(Item)
    last = func.max(by_item.c.checked_on).label("last_on")
    done = select(by_item.c.household_id, last).group_by(by_item.c.household_id).having(whole)
    found = _once(done)
    done_at = DayBegins(func.max(found.c.last_on)).label("done_at")
    return select(done_at, *_PLAIN).select_from(
        source.outerjoin(found, found.c.household_id == homes.c.household_id)
    )


def _written(question: Question, homes: Any, _who: Any, source: FromClause) -> Select[Any]:
    """A visit handed in, a line of income or a change taken in is an entry, whoever made it."""
    near = _near(question, homes)
    parts = [
        _entry(VisitRow, VisitRow.handed_in_at, VisitRow.state.in_(WRITTEN)),
        _entry(IncomeLineRow, IncomeLineRow.at, IncomeLineRow.retracted_at.is_(None)),
        _entry(ChangeRow, ChangeRow.decided_at, ChangeRow.state.in_(TAKEN_IN)),
    ]
    found = _once(union_all(*[it.where(*near(it.selected_columns.household_id)) for it in parts]))
    within = [found.c.at >= literal(opens_at(question.campaign), Instant())]
    if question.dues.ends_at is not None:
        within.append(found.c.at <= literal(question.dues.ends_at, Instant()))
    here = and_(found.c.household_id == homes.c.household_id, *within)
    done_at = func.min(found.c.at).label("done_at")
    return select(done_at, *_PLAIN).select_from(source.outerjoin(found, here))


def _entry(row: Any, at: Any, counts: Any) -> Select[Any]:
    return select(row.household_id, at.label("at")).where(counts)


def checked_in(question: Question, who: CTE) -> Sequence[Any]:
    """Give when somebody checked in first, and whether all of it waits for an officer."""
    row = CheckInRow
    his = or_(row.person_id == who.c.person_id, row.person_id == who.c.taken_by)
    within = [his, row.at >= opens_at(question.campaign)]
    if question.dues.ends_at is not None:
        within.append(row.at <= question.dues.ends_at)
    first_at = select(func.min(row.at)).where(*within).correlate(who).scalar_subquery()
    settled = select(func.min(row.at)).where(*within, row.state.not_in(UNSETTLED))
    is_settled = settled.correlate(who).scalar_subquery().is_not(None)
    return first_at, case((and_(~is_settled, first_at <= who.c.due_at), 1), else_=0)
