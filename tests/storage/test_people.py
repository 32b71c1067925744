"""Accounts: found by user, phone, role and area; one person, one account."""

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError

from domain.people import Duty, Role, State
from storage import people
from tests.kit.cast import DISTRICT, OTHER_VILLAGE, VILLAGE
from tests.storage.conftest import USERS

OFFICER = Role.INFORMATION_OFFICER


async def named(database, asked, *arguments):
    async with database.read() as db:
        return [person.name for person in await asked(db, *arguments)]


async def test_an_account_is_found_by_its_telegram_user_and_by_its_phone(database, village):
    async with database.read() as db:
        person = await people.by_telegram(db, USERS["韦秀英"])
        assert person == await people.by_phone(db, "13900000001")
        assert person == await people.by_id(db, village.people["韦秀英"])
        assert await people.by_telegram(db, 1) is None
        assert await people.by_phone(db, "13999999999") is None
    assert (person.name, person.unit) == ("韦秀英", "区教育局")
    assert person.duties == (Duty(role=Role.HELPER, area_code=VILLAGE),)


async def test_nobody_of_that_number_is_a_lookup_error(database):
    async with database.read() as db:
        with pytest.raises(LookupError):
            await people.by_id(db, 5)


async def test_the_nearest_officer_is_responsible(database, village):
    assert await named(database, people.responsible, VILLAGE, OFFICER) == ["莫小兰"]
    assert await named(database, people.responsible, OTHER_VILLAGE, OFFICER) == ["陆海燕"]
    assert await named(database, people.responsible, DISTRICT, OFFICER) == []


async def test_a_suspended_officer_is_passed_over(database, village):
    async with database.write() as db:
        await people.set_state(db, village.people["莫小兰"], State.SUSPENDED)
    assert await named(database, people.responsible, VILLAGE, OFFICER) == ["陆海燕"]
    assert await named(database, people.with_role, OFFICER) == ["陆海燕"]


async def test_duties_are_replaced_as_a_whole(database, village):
    duties = [Duty(role=OFFICER, area_code=code) for code in (VILLAGE, OTHER_VILLAGE)]
    async with database.write() as db:
        await people.set_duties(db, village.people["莫小兰"], duties)
        person = await people.by_id(db, village.people["莫小兰"])
        await people.set_duties(db, village.people["莫小兰"], [])
        without = await people.by_id(db, village.people["莫小兰"])
    assert person.areas({OFFICER}) == tuple(sorted([VILLAGE, OTHER_VILLAGE]))
    assert without.duties == ()


async def test_a_phone_belongs_to_one_account(database, village):
    with pytest.raises(IntegrityError):
        async with database.write() as db:
            await people.add(db, "另一个人", "13900000001")


async def test_a_telegram_user_has_one_account(database, village, now):
    async with database.write() as db:
        taken = await people.bind(db, village.people["黎新来"], USERS["韦秀英"], now, None)
        assert not taken
        known = await people.by_telegram(db, USERS["韦秀英"])
        assert known
        assert known.name == "韦秀英"


async def test_an_account_is_bound_only_in_place_of_who_it_was_bound_to(database, village, now):
    number = village.people["韦秀英"]
    async with database.write() as db:
        assert not await people.bind(db, number, 77, now, None)
        assert not await people.bind(db, number, 77, now, 78)
        assert await people.bind(db, number, 77, now, USERS["韦秀英"])
        assert await people.by_telegram(db, USERS["韦秀英"]) is None


async def test_two_who_bind_one_account_at_once_make_one_binding(database, village, now):
    async def bind(telegram_id):
        async with database.write() as db:
            return await people.bind(db, village.people["黎新来"], telegram_id, now, None)

    assert sorted(await asyncio.gather(*[bind(90 + n) for n in range(8)])) == [False] * 7 + [True]


async def test_somebody_becomes_unreachable_once_and_reachable_again(database, village, now):
    async with database.write() as db:
        assert await people.set_unreachable(db, USERS["韦秀英"], now)
        assert not await people.set_unreachable(db, USERS["韦秀英"], now)
        [(person, since)] = await people.unreachable(db)
        assert (person.name, since) == ("韦秀英", now)
        assert await people.set_unreachable(db, USERS["韦秀英"], None)
        assert not await people.set_unreachable(db, USERS["韦秀英"], None)
        assert await people.unreachable(db) == []


async def test_a_name_unit_and_language_can_be_corrected(database, village):
    number = village.people["韦秀英"]
    async with database.write() as db:
        await people.rename(db, number, "韦秀瑛", "区水利局")
        await people.set_language(db, number, "en")
        person = await people.by_id(db, number)
        assert await people.phone_of(db, number) == "13900000001"
        assert await people.count(db) == len(village.people)
    assert (person.name, person.unit, person.language) == ("韦秀瑛", "区水利局", "en")
