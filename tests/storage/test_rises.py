"""What has risen to whom, who is past due under him, and who was never told, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.campaigns import Mark, Standing, State
from domain.people import Duty, Person, Role
from storage import campaign_marks, campaigns, criteria, outbox, people, rises, tellings
from storage.outbox import LETTERS, Parcel
from storage.outbox import Outcome as Sent
from storage.tellings import Outcome
from tests.kit import campaigning
from tests.kit.cast import DISTRICT, OTHER_VILLAGE, TOWN, VILLAGE
from tests.kit.overdue import HANDBOOKS, VISITS
from tests.storage.conftest import NOW

LATER = datetime(2026, 3, 16, 1, tzinfo=UTC)
EVENT = "village@20260313"
DUE_ON = date(2026, 3, 13)


@pytest.fixture
async def given(database, village):
    async with database.write() as db:
        kept = await campaigns.add(db, HANDBOOKS)
        await people.set_duties(
            db, village.people["覃志强"], [Duty(role=Role.HELPER, area_code=OTHER_VILLAGE)]
        )
    return kept


def reader(role, code="", unit="", number=1):
    return Person(id=number, name="某", duties=(Duty(role=role, area_code=code),), unit=unit)


async def names(db, village, ids):
    return {name for name, number in village.people.items() if number in ids}


@pytest.mark.parametrize(
    ("who", "found"),
    [
        (reader(Role.INFORMATION_OFFICER, VILLAGE), {"韦秀英", "覃志强", "黎新来"}),
        (reader(Role.INFORMATION_OFFICER, OTHER_VILLAGE), set()),
        (reader(Role.TOWN_STATION, TOWN), {"韦秀英", "覃志强", "黎新来"}),
        (reader(Role.DISTRICT_OFFICE, DISTRICT), {"韦秀英", "覃志强", "黎新来"}),
        (reader(Role.UNIT_MANAGER, unit="区教育局"), {"韦秀英"}),
        (reader(Role.UNIT_MANAGER), set()),
        (reader(Role.RESIDENT, VILLAGE), set()),
        (reader(Role.ADMIN), {"韦秀英", "覃志强", "黎新来"}),
    ],
)
async def test_past_due_are_those_under_an_office_or_of_a_unit(
    database, village, given, who, found
):
    async with database.read() as db:
        ids, more, open_ones = await rises.due(db, who, given, LATER, 10)
        assert (await names(db, village, ids), more, open_ones) == (found, 0, 0)
        assert (await rises.due(db, who, given, NOW, 10))[0] == []


async def test_helpers_of_two_villages_are_under_both_offices(database, village, given):
    async with database.write() as db:
        visits = await campaigning.kept(db, VISITS)
        officer = reader(Role.INFORMATION_OFFICER, OTHER_VILLAGE)
        ids, _, _ = await rises.due(db, officer, visits, LATER, 10)
        assert await names(db, village, ids) == set()  # his household lies in the other one
        here = reader(Role.INFORMATION_OFFICER, VILLAGE)
        ids, _, _ = await rises.due(db, here, visits, LATER, 10)
        assert await names(db, village, ids) == {"韦秀英", "覃志强"}


async def test_what_is_too_long_is_counted_open_ones_first(database, village, given):
    done = village.people["韦秀英"]
    async with database.write() as db:
        await campaign_marks.keep(db, given.number, done, Mark.CONFIRMED, done, LATER)
        office = reader(Role.DISTRICT_OFFICE, DISTRICT)
        ids, more, open_ones = await rises.due(db, office, given, LATER, 1)
        assert (more, open_ones) == (2, 1)
        assert await names(db, village, ids) <= {"覃志强", "黎新来"}


async def test_a_rise_is_of_whoever_was_told_his_colleagues_and_nobody_bound_later(
    database, village, given
):
    told, other = village.people["莫小兰"], village.people["陆海燕"]
    async with database.write() as db:
        await tellings.stage(db, given.number, EVENT, [told], LATER)
        await tellings.stage(db, given.number, "t3@20260313", [told], LATER)
        assert [it.event for it in await rises.risen(db, told, ())] == [EVENT]
        assert await rises.risen(db, other, ()) == []
        assert [it.campaign for it in await rises.risen(db, other, {told})] == [given.number]
        user = (await people.by_id(db, other)).telegram_id
        assert user
        await people.bind(db, other, user, LATER + timedelta(minutes=1), user)
        assert await rises.risen(db, other, {told}) == []
        over = replace(given, state=State.CANCELLED, version=given.version + 1)
        assert await campaigns.change(db, over)
        assert await rises.risen(db, told, ()) == []


async def test_who_knows_is_kept_with_what_was_due(database, village, given):
    officer = village.people["莫小兰"]
    async with database.write() as db:
        owings = await criteria.owing(db, given, LATER)
        await rises.note(db, owings, officer, LATER)
        matters = {(given.number, it.person_id) for it in owings}
        found = await rises.noted(db, matters)
        assert set(found) == matters
        assert {(note.due_at, note.by) for notes in found.values() for note in notes} == {
            (given.due_at, "莫小兰")
        }
        again = await criteria.owing(db, given, LATER)
        assert {it.standing for it in again} == {Standing.OPEN}


async def test_to_call_are_those_who_could_not_be_told_and_still_cannot(database, village, given):
    lost, back = village.people["黎新来"], village.people["韦秀英"]
    officer = reader(Role.INFORMATION_OFFICER, VILLAGE)
    async with database.write() as db:
        ids = [lost, back]
        await tellings.stage(db, given.number, EVENT, ids, LATER, Outcome.UNREACHABLE)
        assert await rises.unreached(db, officer, 10) == [(given.number, lost)]
        assert await rises.unreached(db, reader(Role.RESIDENT, VILLAGE), 10) == []
        far = reader(Role.INFORMATION_OFFICER, OTHER_VILLAGE)
        assert await rises.unreached(db, far, 10) == []


async def test_of_many_to_call_those_come_first_to_whom_nobody_is_nearer(database, village, given):
    """莫小兰 is there for the village, and nobody for the other one."""
    near, unseen = village.people["覃志强"], village.people["韦秀英"]
    town = reader(Role.INFORMATION_OFFICER, TOWN)
    async with database.write() as db:
        for person, code in ((near, VILLAGE), (unseen, OTHER_VILLAGE)):
            await people.set_duties(db, person, [Duty(role=Role.HELPER, area_code=code)])
            user = (await people.by_id(db, person)).telegram_id
            assert user
            await people.set_unreachable(db, user, NOW)
            ids = [person]
            await tellings.stage(db, given.number, EVENT, ids, LATER, Outcome.UNREACHABLE)
        listed = [person for _, person in await rises.unreached(db, town, 10)]
        assert listed == [unseen, near]


async def test_how_many_were_asked_again_since_it_was_due(database, village, given):
    one, two = village.people["韦秀英"], village.people["覃志强"]
    async with database.write() as db:
        await tellings.stage(db, given.number, "nudge@20260312", [one], NOW)
        await tellings.stage(db, given.number, "nudge@20260316", [one, two], LATER)
        await tellings.stage(db, given.number, "nudge@20260317", [one], LATER)
        found = await rises.nudged(db, given.number, [one, two], DUE_ON)
        assert found == (2, date(2026, 3, 17))
        assert await rises.nudged(db, given.number, [], DUE_ON) == (0, None)


async def test_what_was_said_last_under_a_cards_name(database, village):
    parcel = Parcel(
        key="rises:1", chat_id=5, lane=LETTERS, method="sendMessage", params={}, card="rises",
        due_at=NOW, expires_at=LATER,
    )  # fmt: skip
    async with database.write() as db:
        for key, card in (("rises:1", "rises"), ("other", "digest"), ("rises:2", "rises")):
            await outbox.post(db, replace(parcel, key=key, card=card))
        assert await outbox.newest_of_card(db, "rises", [5], NOW) == {}  # on its way
        sent = [
            Sent(id=it.id, state="sent", message_id=it.id)
            for it in await outbox.claim(db, "me", NOW, 1)
        ]
        await outbox.finish(db, sent, NOW)
        assert await outbox.newest_of_card(db, "rises", [5], NOW) == {}
        while left := await outbox.claim(db, "me", NOW, 5):
            done = [Sent(id=it.id, state="sent", message_id=it.id) for it in left]
            await outbox.finish(db, done, NOW)
        assert await outbox.newest_of_card(db, "rises", [5, 6], NOW) == {5: "rises:2"}
        assert await outbox.newest_of_card(db, "rises", [5], LATER) == {}
