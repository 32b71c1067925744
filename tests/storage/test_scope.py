"""Who sees which household: every role, in every area, through every function that shows any."""

import importlib
import inspect
import pkgutil
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest
from sqlalchemy import select

import storage
from domain.case_views import VIEWERS, Period, View
from domain.households import search_for
from domain.ladders import Kind
from domain.people import Duty, Person, Role
from domain.queues import Filter
from storage import (
    case_queues,
    case_views,
    cases,
    changes,
    duties,
    entries,
    exported,
    household_pages,
    households,
    outings,
    pairings,
    scope,
)
from storage.exported import EXPORTERS, IN_FULL
from storage.scope import REVEALS, SEES_HOUSEHOLDS
from storage.tables import HouseholdRow
from tests.kit import cast, realm
from tests.kit.realm import HEADS, OWN, WHERE, Realm

HELPER = frozenset({Role.HELPER})
TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture
async def homes(database, village, now) -> Realm:
    return await realm.found(database, now)


def people(helper: int) -> list[Person]:
    """Give one account every role in every kind of area, alone and together with others."""
    codes = ("", cast.VILLAGE, cast.TOWN, cast.DISTRICT)
    one = [(Duty(role=role, area_code=code),) for role, code in product(Role, codes)]
    two = [
        (Duty(role=Role.HELPER), Duty(role=role, area_code=code))
        for role, code in product(realm.BY_AREA, (cast.OTHER_VILLAGE, cast.TOWN))
    ]
    several = (
        Duty(role=Role.INFORMATION_OFFICER, area_code=cast.OTHER_VILLAGE),
        Duty(role=Role.INFORMATION_OFFICER, area_code=WHERE[realm.OTHER_TOWN]),
    )
    every = tuple(Duty(role=role, area_code=cast.VILLAGE) for role in Role)
    return [Person(id=helper, name="某", duties=it) for it in (*one, *two, several, every, ())]


Show = Callable[..., Awaitable[set[str]]]


async def _one_by_one(homes, ask) -> set[str]:
    return {home for home, number in homes.homes.items() if await ask(number)}


async def _selected(db, person, homes, roles=SEES_HOUSEHOLDS):
    wanted = scope.seen_by(person, roles), HouseholdRow.id.in_(homes.homes.values())
    return homes.named(await db.scalars(select(HouseholdRow.id).where(*wanted)))


async def _visible(db, person, homes):
    return homes.named(await scope.visible(db, person, list(homes.homes.values())))


async def _paged(db, person, homes, words=""):
    search = search_for(words) if words else None
    page = await household_pages.page(db, person, search, 0)
    return {it.head_name for it in page.entries} & set(HEADS.values())


def _searched(words):
    async def show(db, person, homes):
        names = {head: home for home, head in HEADS.items()}
        return {names[it] for it in await _paged(db, person, homes, words)}

    return show


async def _exported(db, person, homes, *, in_full=False):
    found = await exported.families(db, person, ("", ""), in_full=in_full)
    names = {head: home for home, head in HEADS.items()}
    return {names[it.household.head_name] for it in found if it.household.head_name in names}


async def _numbered(found):
    names = {head: home for home, head in HEADS.items()}
    return {names[it.head_name] for it in found if it.head_name in names}


async def _exported_pairings(db, person, homes):
    return await _numbered(await exported.pairings(db, person, 0))


async def _exported_visits(db, person, homes):
    found = await exported.visited(db, person, 0)
    return homes.named(it.visit.household_id for it in found)


async def _places(db, person, homes):
    found = await pairings.places_of(db, person)
    return homes.named(it.household_id for it in found if it.household_id)


EXACTLY: dict[str, tuple[frozenset[Role], Show]] = {
    "scope.seen_by": (SEES_HOUSEHOLDS, _selected),
    "scope.may_see": (
        SEES_HOUSEHOLDS,
        lambda db, who, it: _one_by_one(it, lambda number: scope.may_see(db, who, number)),
    ),
    "scope.visible": (SEES_HOUSEHOLDS, _visible),
    "scope.may_reveal": (
        REVEALS,
        lambda db, who, it: _one_by_one(it, lambda number: scope.may_reveal(db, who, number)),
    ),
    "households.seen": (
        SEES_HOUSEHOLDS,
        lambda db, who, it: _one_by_one(it, lambda number: households.seen(db, who, number)),
    ),
    "household_pages.page": (SEES_HOUSEHOLDS, _searched("")),
    "household_pages.page by name": (SEES_HOUSEHOLDS, _searched("覃")),
    "household_pages.page by the end of a name": (SEES_HOUSEHOLDS, _searched("山")),
    "household_pages.page by letters": (SEES_HOUSEHOLDS, _searched("q")),
    "household_pages.page by number": (SEES_HOUSEHOLDS, _searched("777111")),
    "pairings.places_of": (HELPER, _places),
    "exported.families": (EXPORTERS, _exported),
    "exported.families in full": (
        IN_FULL, lambda db, who, it: _exported(db, who, it, in_full=True)
    ),
    "exported.pairings": (EXPORTERS, _exported_pairings),
    "exported.visited": (EXPORTERS, _exported_visits),
}  # fmt: skip
"""Functions that show all one may see by these roles, and nothing else."""


async def _queued(db, person, homes):
    page = await case_queues.page(db, person, Filter(), NOW)
    return homes.named(it.case.household_id for it in page.entries)


async def _viewed(db, person, homes):
    found = set()
    for code in person.areas(VIEWERS):
        view = View(kind=Kind.NEED, area_code=code, period=Period.ALL)
        wanted = await case_views.condition(db, person, view, NOW)
        entries = await cases.by_numbers(db, await case_views.numbers(db, wanted, 100))
        found |= homes.named(it.case.household_id for it in entries)
    return found


async def _to_review(db, person, homes):
    return homes.named(it.household_id for it in await changes.batches_for(db, person, 100))


async def _to_enter(db, person, homes):
    return homes.named(it.household_id for it in await entries.piles(db, person, 100))


async def _owed(db, person, homes):
    found = await duties.round_of(db, person, await duties.period(db, TODAY))
    return homes.named(it.household_id for it in found.visits) if found else set()


async def _outing(db, person, homes):
    return homes.named(it.household_id for it in await outings.stops(db, person, {}, TODAY))


AT_MOST: dict[str, Show] = {
    "case_queues.page": _queued,
    "case_views.condition": _viewed,
    "changes.batches_for": _to_review,
    "entries.piles": _to_enter,
    "outings.stops": _outing,
}
"""Functions that show some of what one may see: what is to be done there."""
OTHERS = {
    "absences.acting": "reads duties",
    "absences.candidates": "shows people",
    "alerts.places_of": "households of alerts somebody holds, which lie where he works",
    "answer_search.similar": "shows public answers",
    "answers.codes_of": "reads duties",
    "answers.read": "shows a public answer",
    "case_views.may_view": "tells of what case_views.condition lets through",
    "case_views.parts": "counts what case_views.condition lets through",
    "case_views.seen_by": "a part of case_views.condition",
    "case_views.total": "counts what case_views.condition lets through",
    "case_work.ended_by": "numbers of what case_views.seen_by lets through",
    "case_work.endings": "numbers of what case_views.seen_by lets through",
    "case_queues.counts": "counts what case_queues.page lists",
    "changes.count_batches_for": "counts what changes.batches_for lists",
    "criteria.owed_by": "what somebody answers for, by pairing or village; through scope.visible",
    "campaign_reasons.why": "the same households, and his own duties",
    "duties.round_of": "what somebody owes himself, by his pairings",
    "entries.count_piles": "counts what entries.piles lists",
    "helpers.find": "shows people",
    "helpers.likely": "shows people",
    "helpers.visible": "shows people",
    "late_visits.claims": "how often somebody has claimed something himself",
    "muted.open_for": "households of scope.seen_by; test_muted.py",
    "outings.start": "where somebody has checked in today",
    "own_work.due_cases": "counts cases somebody holds",
    "own_work.returned_changes": "his own changes of what scope.seen_by lets through",
    "pairings.place_of": "one of pairings.places_of",
    "progress.own_areas": "reads duties",
    "rises.due": "shows people; their households go through scope.visible",
    "rises.unreached": "shows people",
    "taken_over.places_of": "households of scope.seen_by",
    "progress.asked": "people of a campaign, by progress.seen_by",
    "progress.concerns": "tells whether progress.asked would show anybody",
    "progress.few": "ids of people, from whom progress.asked chooses",
    "progress.may_see": "one person of what progress.asked shows",
    "progress.seen_by": "a part of progress.asked",
    "said_done.by_mark": "one thing that said_done.page lists",
    "said_done.counts": "counts what said_done.page lists",
    "said_done.looked_at_by": "a part of said_done.page",
    "said_done.page": "what people said of a campaign",
    "said_done.since": "what became of one thing that said_done.page listed",
    "scope.codes_of": "reads duties",
}
"""Functions told a person that show no households, and why not."""


async def test_every_role_sees_its_own_and_nothing_else(database, homes):
    async with database.read() as db:
        for person, (name, (roles, show)) in product(people(homes.helper), EXACTLY.items()):
            found = await show(db, person, homes)
            assert found - {"?"} == realm.seen(person, roles), (name, person.duties)


async def test_work_lists_show_nothing_one_may_not_open(database, homes):
    shown = dict.fromkeys(AT_MOST, 0)
    async with database.read() as db:
        for person, (name, show) in product(people(homes.helper), AT_MOST.items()):
            found = await show(db, person, homes) - {"?"}
            assert found <= realm.seen(person, SEES_HOUSEHOLDS), (name, person.duties)
            shown[name] += len(found)
    assert all(shown.values())  # what never shows anything proves nothing


async def test_a_pairing_that_is_over_opens_nothing(database, homes):
    async with database.write() as db:
        [pairing] = await pairings.open_of_household(db, homes.homes[OWN])
        assert await pairings.end(db, replace(pairing, until_on=date(2026, 3, 1)))
        person = Person(id=homes.helper, name="某", duties=(Duty(role=Role.HELPER),))
        for _roles, show in EXACTLY.values():
            assert await show(db, person, homes) == set()


def _told_a_person() -> set[str]:
    """Find every function of storage that is told a person: what it shows depends on who asks."""
    found = set()
    for module in pkgutil.iter_modules(storage.__path__, "storage."):
        if module.ispkg:
            continue
        loaded = importlib.import_module(module.name)
        for name, it in inspect.getmembers(loaded, inspect.isfunction):
            if it.__module__ == module.name and not name.startswith("_"):
                kinds = [each.annotation for each in inspect.signature(it).parameters.values()]
                if Person in kinds:
                    found.add(f"{module.name.removeprefix('storage.')}.{name}")
    return found


def test_the_matrix_knows_every_function_that_is_told_a_person():
    known = {it.split(" ")[0] for it in (*EXACTLY, *AT_MOST)}
    assert not known & OTHERS.keys()
    assert _told_a_person() == known | OTHERS.keys()
