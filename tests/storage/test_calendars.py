"""Calendars, pauses and absences as both databases keep them."""

from datetime import date, datetime, time, timedelta

from domain.absences import Absence
from domain.calendar import SHANGHAI
from domain.pauses import Pause, extend, lift
from domain.people import Role
from domain.worktime import Rules
from storage import absences, calendars, case_clocks, pauses, people, rules
from storage.calendars import KeptDay
from storage.database import Database
from storage.rules import Figure
from tests.kit.cast import DISTRICT, OTHER_VILLAGE, TOWN, VILLAGE, Roster


async def test_days_hours_and_pauses_make_the_calendar_of_an_area(
    database: Database, village: Roster, now: datetime
) -> None:
    admin = village.people["陈丽华"]
    async with database.write() as db:
        for works in (True, False):  # kept again it is corrected
            kept = KeptDay(day=date(2026, 3, 4), is_working=works, reason="地方节日", by="")
            await calendars.keep_day(db, kept, admin, now)
        for name, value, day in (
            ("office_from_min", 510, 2),
            ("office_until_min", 1050, 9),
            ("noon_from_min", 700, 2),
        ):
            await rules.set_figure(db, Figure(name, value, date(2026, 3, day)), admin, now)
        first = Pause(
            area_code=TOWN, since_on=date(2026, 3, 5), until_on=date(2026, 3, 6), reason="台风"
        )
        town = await pauses.add(db, first, admin, now)
        second = Pause(
            area_code=VILLAGE, since_on=date(2026, 3, 9), until_on=date(2026, 3, 9), reason="洪水"
        )
        await pauses.add(db, second, admin, now)
    async with database.read() as db:
        book = await calendars.book(db, now)
        listed = await pauses.not_over(db, date(2026, 3, 6), [OTHER_VILLAGE])
    here, there, above = book.of_area(VILLAGE), book.of_area(OTHER_VILLAGE), book.of_area(DISTRICT)
    assert book.of_area(VILLAGE) is here
    assert here.hours_on(date(2026, 3, 1)) == Rules()
    assert here.hours_on(date(2026, 3, 8)) == Rules(office_from_min=510, noon_from_min=700)
    assert here.hours_on(date(2026, 3, 9)).office_until_min == 1050
    assert here.overrides == {date(2026, 3, 4): False}
    assert [len(it.pauses) for it in (here, there, above)] == [2, 1, 0]
    assert listed == [town]


async def test_a_kept_day_says_who_kept_it_and_can_be_forgotten(
    database: Database, village: Roster, now: datetime
) -> None:
    day = date(2026, 3, 4)
    async with database.write() as db:
        kept = KeptDay(day=day, is_working=False, reason="地方节日", by="陈丽华")
        await calendars.keep_day(db, kept, village.people["陈丽华"], now)
        assert await calendars.kept_days(db, 2026) == [kept]
        assert await calendars.forget_day(db, day)
        assert not await calendars.forget_day(db, day)
        assert (await calendars.of_area(db, VILLAGE, now)).overrides == {}


async def test_of_two_who_change_a_pause_one_is_quicker(
    database: Database, village: Roster, now: datetime
) -> None:
    async with database.write() as db:
        wished = Pause(
            area_code=TOWN, since_on=date(2026, 3, 2), until_on=date(2026, 3, 6), reason="台风"
        )
        pause = await pauses.add(db, wished, village.people["陈丽华"], now)
        assert await pauses.move_on(db, extend(pause, date(2026, 3, 8), now))
        assert not await pauses.move_on(db, lift(pause, now))
        kept = await pauses.by_id(db, pause.id)
        assert kept is not None
        assert kept.until_on == date(2026, 3, 8)
        assert await pauses.move_on(db, lift(kept, now))
        calendar = await calendars.of_area(db, VILLAGE, now)
        told = {it.name for it in await pauses.officers(db, VILLAGE)}
    midnight = datetime.combine(date(2026, 3, 2), time(), SHANGHAI)
    assert calendar.pauses == ((midnight, now),)
    assert told == {"莫小兰", "陆海燕", "黄丽萍", "周启明"}


async def test_a_deputy_works_with_what_the_absent_one_may_do(
    database: Database, village: Roster, now: datetime
) -> None:
    mo, huang, zhou = (village.people[it] for it in ("莫小兰", "黄丽萍", "周启明"))
    monday, friday = date(2026, 3, 2), date(2026, 3, 6)

    def away(who: int, deputy: int, until: date) -> Absence:
        return Absence(
            person_id=who, deputy_id=deputy, since_on=monday, until_on=until, set_by=who
        )

    async with database.write() as db:
        first = await absences.add(db, away(mo, huang, friday), now)
        town = await people.by_id(db, huang)
        assert [it.name for it in await absences.absent(db, huang, friday)] == ["莫小兰"]
        assert Role.INFORMATION_OFFICER in (await absences.acting(db, town, friday)).roles
        next_week = friday + timedelta(days=3)
        assert await absences.acting(db, town, next_week) == town
        second = await absences.add(db, away(huang, zhou, monday), now)
        assert (await absences.deputies(db, [mo, huang, zhou], monday)).keys() == {mo, huang}
        assert {it.id for it in (await absences.deputies(db, [mo], monday)).values()} == {zhou}
        assert await absences.not_over(db, friday) == [first]
        assert await absences.end(db, second.id, now)
        assert not await absences.end(db, second.id, now)
        assert {it.id for it in (await absences.deputies(db, [mo], monday)).values()} == {huang}
        over = await absences.over_of_deputy(db, huang, monday, next_week)
        assert [it.id for it in over] == [first.id]
        can = await absences.candidates(db, await people.by_id(db, mo))
        assert [it.name for it in can] == ["陆海燕", "黄丽萍", "周启明"]
        assert [it.name for it in await people.named(db, "小兰", [Role.INFORMATION_OFFICER])]


async def test_two_changes_of_calendars_are_one_to_catch_up_with(
    database: Database, village: Roster, now: datetime
) -> None:
    later = now + timedelta(days=2)
    async with database.write() as db:
        assert await case_clocks.retiming(db) is None
        await case_clocks.retime(db, VILLAGE, later)
        asked = await case_clocks.retiming(db)
        assert asked is not None
        assert (asked.area_code, asked.since_at) == (VILLAGE, later)
        await case_clocks.retime(db, OTHER_VILLAGE, now)
        asked = await case_clocks.retiming(db)
        assert asked is not None
        assert (asked.area_code, asked.since_at) == (TOWN, now)
        await case_clocks.retime(db, "", later)
        asked = await case_clocks.retiming(db)
        assert asked is not None
        assert asked.area_code == ""
        book = await calendars.book(db, now)
        assert await case_clocks.retime_piece(db, book, 10) == 0
        assert await case_clocks.retiming(db) is None
