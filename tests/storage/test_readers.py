"""What decides whether a letter makes a sound."""

from datetime import date, timedelta

from domain.speaking import Quiet, Rules
from storage import calendars, outbox, quiet_hours, readers, rules
from storage.calendars import KeptDay
from storage.outbox import LETTERS, Parcel
from tests.storage.conftest import NOW

TODAY = date(2026, 3, 2)


async def test_what_was_never_set_is_as_shipped(database, village):
    async with database.read() as db:
        found = await readers.reader(db, village.people["韦秀英"], NOW, "k")
    assert (found.rules, found.quiet, found.is_known) == (Rules(), None, False)
    assert not found.calendar.overrides


async def test_figures_days_and_own_hours_of_that_day(database, village):
    him = village.people["韦秀英"]
    noon = Quiet(from_min=720, until_min=840)
    async with database.write() as db:
        for value, day in ((5, TODAY - timedelta(days=9)), (2, TODAY), (9, date(2026, 3, 3))):
            await rules.set_figure(db, rules.Figure("pushes_a_day", value, day), None, NOW)
        kept = KeptDay(day=TODAY, is_working=False, reason="圩日", by="")
        await calendars.keep_day(db, kept, him, NOW)
        await quiet_hours.keep(db, him, noon, NOW)
        letter = Parcel(key="k", chat_id=1, lane=LETTERS, method="sendMessage", params={},
                        due_at=NOW, expires_at=NOW)  # fmt: skip
        await outbox.post(db, letter)
        found = await readers.reader(db, him, NOW, "k")
        assert found.rules == Rules(pushes_a_day=2)
        assert (found.quiet, found.is_known) == (noon, True)
        assert found.calendar.overrides == {TODAY: False}
        other = await readers.reader(db, village.people["覃志强"], NOW + timedelta(days=1), "j")
        assert (other.rules.pushes_a_day, other.quiet, other.is_known) == (9, None, False)
