"""Five households, each further away than the last, and what there is to see of each."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.areas import Area, Level, contains
from domain.cases import Case
from domain.changes import Change
from domain.changes import State as ChangeState
from domain.handovers import Handover
from domain.households import Household, Member
from domain.ladders import SHIPPED, Kind
from domain.people import RESIDENTS, Person, Role
from domain.visits import State, Visit
from storage import areas, cases, changes, handovers, households, pairings, people, visits
from storage.database import Database
from storage.ids import new_id
from tests.kit import cast

OTHER_DISTRICT = "450512"
OWN, SAME_VILLAGE, SAME_TOWN, OTHER_TOWN, ELSEWHERE = "own", "village", "town", "district", "else"
WHERE = {
    OWN: cast.VILLAGE,
    SAME_VILLAGE: cast.VILLAGE,
    SAME_TOWN: cast.OTHER_VILLAGE,
    OTHER_TOWN: f"{cast.DISTRICT}100201",
    ELSEWHERE: f"{OTHER_DISTRICT}100201",
}
HEADS = {
    OWN: "覃甲山",
    SAME_VILLAGE: "覃乙山",
    SAME_TOWN: "覃丙山",
    OTHER_TOWN: "覃丁山",
    ELSEWHERE: "覃戊山",
}
"""All are found by their first and last character, and by the same letters: q.s."""
PHONES = {home: f"1380000777{place}" for place, home in enumerate(HEADS)}
IDS = {home: f"45050319600101777{place}" for place, home in enumerate(HEADS)}
BY_AREA = RESIDENTS | {Role.INFORMATION_OFFICER, Role.TOWN_STATION, Role.DISTRICT_OFFICE}


@dataclass(frozen=True)
class Realm:
    """Ids of the households by how far away they are, and of whoever is paired with one."""

    homes: dict[str, int]
    helper: int
    things: dict[str, dict[str, int]]
    """Of each household: a visit, a change, a case, its pairing and a hand-over, by kind."""

    def named(self, ids: object) -> set[str]:
        """Say which households these ids are; of others, that they are unknown."""
        known = {number: home for home, number in self.homes.items()}
        return {known.get(it, "?") for it in ids}  # type: ignore[attr-defined]


def seen(person: Person, roles: frozenset[Role]) -> set[str]:
    """Say which households a person's duties of these roles open, by the words of the issue."""
    found = {OWN} if Role.HELPER in person.roles & roles else set()
    for duty in person.duties:
        if duty.role in roles & BY_AREA:
            found |= {home for home, code in WHERE.items() if contains(duty.area_code, code)}
    return found


async def found(database: Database, now: datetime) -> Realm:
    """Add the households to the village of the cast; somebody is paired with his own one."""
    async with database.write() as db:
        await _add_areas(db)
        helper = await people.add(db, "卢帮扶", "13700001111")
        other = await people.add(db, "农帮扶", "13700001112")
        third = await people.add(db, "赖帮扶", "13700001113")
        homes, things = {}, {}
        for place, (home, head) in enumerate(HEADS.items()):
            homes[home] = await _add_household(db, home, head, f"7771110{place}")
            await pairings.pair(
                db, homes[home], helper if home == OWN else other, date(2026, 1, 1)
            )
            things[home] = await _add_things(db, homes[home], WHERE[home], other, now)
            things[home] |= await _add_handover(db, homes[home], third, now)
    return Realm(homes=homes, helper=helper, things=things)


async def _add_handover(db: object, home: int, taker: int, now: datetime) -> dict[str, int]:
    """Let a household be on its way to somebody else."""
    (pairing,) = await pairings.open_of_household(db, home)  # type: ignore[arg-type]
    asked = Handover(
        id=new_id(),
        household_id=home,
        from_id=pairing.person_id,
        to_id=taker,
        asked_by=taker,
        asked_at=now,
    )
    assert await handovers.ask(db, asked)  # type: ignore[arg-type]
    return {"pairing": pairing.id, "handover": asked.id}


async def _add_areas(db: object) -> None:
    new = (
        (OTHER_DISTRICT, "铁山港区", Level.DISTRICT),
        (f"{cast.DISTRICT}100", "福成镇", Level.TOWN),
        (f"{OTHER_DISTRICT}100", "南康镇", Level.TOWN),
        (WHERE[OTHER_TOWN], "大水村", Level.VILLAGE),
        (WHERE[ELSEWHERE], "远村", Level.VILLAGE),
    )
    for code, name, level in new:
        parent = code[:-3] if level is not Level.DISTRICT else ""
        await areas.put(db, Area(code=code, name=name, level=level, parent_code=parent))  # type: ignore[arg-type]


async def _add_household(db: object, home: str, head: str, number: str) -> int:
    facts = {"state": "未脱贫", "phone": PHONES[home]}
    household = Household(number=number, area_code=WHERE[home], head_name=head, facts=facts)
    member = Member(number="1", name=head, id_number=IDS[home], facts={"relation": "户主"})
    return await households.put(db, household, [member])  # type: ignore[arg-type]


async def _add_things(
    db: object, home: int, code: str, helper: int, now: datetime
) -> dict[str, int]:
    visit = Visit(
        id=new_id(),
        household_id=home,
        person_id=helper,
        at=now,
        handed_in_at=now,
        state=State.KEPT,
        answers={"seen": "看到的"},
    )
    waiting = Change(
        id=new_id(),
        household_id=home,
        field="hamlet",
        old="",
        new="三队",
        person_id=helper,
        at=now,
    )
    accepted = replace(
        waiting,
        id=new_id(),
        field="state",
        state=ChangeState.ACCEPTED,
        decided_by=helper,
        decided_at=now,
    )
    case = Case(
        ladder=SHIPPED[Kind.NEED],
        topic="water",
        asker_id=helper,
        area_code=code,
        household_id=home,
        raised_at=now,
        moved_at=now,
        since_at=now,
    )
    assert await visits.add(db, visit)  # type: ignore[arg-type]
    for change in (waiting, accepted):
        await changes.propose(db, change)  # type: ignore[arg-type]
    kept = await cases.add(db, case)  # type: ignore[arg-type]
    return {"visit": visit.id, "change": waiting.id, "case": kept.number}
