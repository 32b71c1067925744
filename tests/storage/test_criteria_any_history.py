"""Whatever happened, a standing is what a plain reading of the same records says."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.calendar import SHANGHAI, local_day
from domain.campaign_events import own_due
from domain.campaigns import Audience, Campaign, Criterion, Mark, Standing, State
from domain.checkins import OPEN as UNSETTLED
from domain.checkins import State as CheckIn
from domain.pauses import Pause
from domain.people import Role
from domain.visits import State as Visit
from domain.worktime import Calendar
from storage import campaign_marks, criteria, pairings, pauses
from storage.calendars import piece_of
from tests.kit import campaigning
from tests.kit.cast import DISTRICT, OTHER_VILLAGE, TOWN, VILLAGE, Roster
from tests.kit.records import Records
from tests.storage.conftest import NOW

HELPERS, OFFICER = ("韦秀英", "覃志强"), "莫小兰"
HEADS = "黄大明", "梁水生"
PAIRED = {("韦秀英", "黄大明"), ("覃志强", "梁水生")}
FIRST = datetime(2026, 2, 20, 3, tzinfo=SHANGHAI)
ASKED = Criterion.VISITED, Criterion.CHECKED_IN, Criterion.CONFIRMED, Criterion.CHECKED
SAID = Mark.CONFIRMED, Mark.HANDED_IN
DECIDED = (*SAID, Mark.CHECKED, Mark.SENT_BACK, Mark.EXTENDED, Mark.EXCUSED, Mark.TAKEN_OVER)

days = st.integers(0, 45)
helpers, heads = st.sampled_from(HELPERS), st.sampled_from(HEADS)
check_ins = st.tuples(
    st.just("check_in"), st.sampled_from((*HELPERS, OFFICER)), heads, days,
    st.sampled_from((CheckIn.VERIFIED, CheckIn.PENDING)),
)  # fmt: skip
claims = st.tuples(
    st.just("claim"), helpers, heads, days,
    st.sampled_from((Visit.KEPT, Visit.WAITING, Visit.REFUSED)),
)  # fmt: skip
marks = st.tuples(st.just("mark"), helpers, st.sampled_from(DECIDED), days, days)
paired = st.tuples(st.just("pair"), helpers, heads, days)
rests = st.tuples(
    st.just("pause"), st.sampled_from((VILLAGE, OTHER_VILLAGE, TOWN, DISTRICT)), days,
    st.integers(0, 6),
)  # fmt: skip
histories = st.lists(st.one_of(check_ins, claims, marks, paired, rests), max_size=14)


def at(day: int) -> datetime:
    return FIRST + timedelta(days=day)


class Undone(Exception):
    """Nothing of an example stays."""


@dataclass
class Told:
    """A history as somebody would read it aloud."""

    campaign: Campaign
    seen: list[Any] = field(default_factory=list)
    marks: list[Any] = field(default_factory=list)
    pairs: dict[tuple[str, str], date] = field(
        default_factory=lambda: dict.fromkeys(PAIRED, date(2026, 1, 1))
    )
    pauses: list[Any] = field(default_factory=list)

    def due(self, name):
        given = [it for it in self.marks if it[0] == name and it[1] is Mark.EXTENDED]
        calendar = Calendar(pauses=tuple(self.pauses))
        if not given:
            return own_due(self.campaign, None, calendar)
        _, _, when, until = given[-1]
        return own_due(self.campaign, until, calendar, extended_on=local_day(when))

    def _last(self, name, kind):
        places = [n for n, it in enumerate(self.marks) if it[0] == name and it[1] is kind]
        return places[-1] if places else -1

    def doers(self, name):
        return {name, OFFICER} if self._last(name, Mark.TAKEN_OVER) >= 0 else {name}

    def seen_at(self, name, head):
        """Say when somebody was first there, and whether all of it waits for an officer."""
        found = [
            (when, is_settled)
            for who, where, when, is_settled, is_claim in self.seen
            if who in self.doers(name)
            and when >= datetime(2026, 3, 1, tzinfo=SHANGHAI)
            and (head == where if head else not is_claim)
        ]
        if not found:
            return None, False
        first = min(when for when, _ in found)
        return first, first <= self.due(name) and not any(settled for _, settled in found)

    def homes(self, name):
        by = date(2026, 3, 13)
        return [head for (who, head), since in self.pairs.items() if who == name and since <= by]

    def done(self, name):
        criterion = self.campaign.criterion
        if criterion is Criterion.CHECKED_IN:
            return self.seen_at(name, None)
        if criterion is Criterion.VISITED:
            each = [self.seen_at(name, it) for it in self.homes(name)]
            is_whole = all(when for when, _ in each)
            last = max(when for when, _ in each) if is_whole else None
            return last, any(waits for _, waits in each)
        back = self._last(name, Mark.SENT_BACK)
        said = [it[2] for n, it in enumerate(self.marks)
                if n > back and it[0] == name and it[1] in SAID]  # fmt: skip
        is_unseen = criterion is Criterion.CHECKED and self._last(name, Mark.CHECKED) <= back
        return (min(said), is_unseen) if said else (None, False)

    def standing(self, name):
        if self.campaign.criterion is Criterion.VISITED and not self.homes(name):
            return None
        done_at, waits = self.done(name)
        if done_at is not None and waits:
            return Standing.WAITING
        if done_at is not None:
            return Standing.LATE if done_at > self.due(name) else Standing.DONE
        is_excused = self._last(name, Mark.EXCUSED) > self._last(name, Mark.EXTENDED)
        return Standing.EXCUSED if is_excused else Standing.OPEN


@dataclass
class Scribe:
    """Whoever keeps a history and tells it."""

    db: AsyncConnection
    village: Roster
    told: Told

    async def keep(self, kind, *said):
        await getattr(self, f"_{kind}")(*said)

    def _ids(self, name, head):
        return self.village.people[name], self.village.households[head]

    async def _check_in(self, name, head, day, state):
        person, home = self._ids(name, head)
        await Records(self.db).check_in(person, home, at(day), state)
        self.told.seen.append((name, head, at(day), state not in UNSETTLED, False))

    async def _claim(self, name, head, day, state):
        person, home = self._ids(name, head)
        await Records(self.db).visit(person, home, at(day), state, is_late=True)
        if state is not Visit.REFUSED:
            self.told.seen.append((name, head, at(day), state is Visit.KEPT, True))

    async def _mark(self, name, kind, day, more):
        until = at(day + more) if kind is Mark.EXTENDED else None
        by = self.village.people[OFFICER]
        number = self.told.campaign.number
        marked = number, self.village.people[name], kind, by, at(day)
        await campaign_marks.keep(self.db, *marked, until_at=until)
        self.told.marks.append((name, kind, at(day), until))

    async def _pair(self, name, head, day):
        if (name, head) not in self.told.pairs:
            person, home = self._ids(name, head)
            await pairings.pair(self.db, home, person, local_day(at(day)))
            self.told.pairs[name, head] = local_day(at(day))

    async def _pause(self, area_code, day, length):
        since, until = local_day(at(day)), local_day(at(day + length))
        wished = Pause(area_code=area_code, since_on=since, until_on=until, reason="台风")
        await pauses.add(self.db, wished, self.village.people[OFFICER], NOW)
        if VILLAGE.startswith(area_code):
            self.told.pauses.append(piece_of(since, until))


async def compare(database, village, wished, history):
    """Keep a history, read it both ways, and take everything back."""
    async with database.write() as db:
        told = Told(await campaigning.kept(db, wished))
        scribe = Scribe(db, village, told)
        for it in history:
            await scribe.keep(*it)
        found = {it.name: it for it in await criteria.owing(db, told.campaign, NOW)}
        for name in HELPERS:
            assert (found[name].standing if name in found else None) == told.standing(name)
            assert name not in found or found[name].due_at == told.due(name)
        raise Undone


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(ASKED), histories)
async def test_a_standing_is_what_the_records_say(database, village, criterion, history):
    wished = Campaign(
        title="三月任务",
        what="",
        criterion=criterion,
        audience=Audience(roles=frozenset({Role.HELPER})),
        area_code=TOWN,
        opens_on=date(2026, 3, 1),
        due_at=datetime(2026, 3, 20, 18, tzinfo=SHANGHAI),
        state=State.RUNNING,
        set_at=NOW,
    )
    with pytest.raises(Undone):
        await compare(database, village, wished, history)
