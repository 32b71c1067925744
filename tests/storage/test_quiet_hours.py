"""People's own quiet hours."""

from domain.speaking import Quiet
from storage import quiet_hours
from tests.storage.conftest import NOW


async def test_they_are_kept_changed_and_forgotten(database, village):
    him, her = village.people["覃志强"], village.people["韦秀英"]
    noon = Quiet(from_min=12 * 60, until_min=14 * 60)
    async with database.write() as db:
        assert await quiet_hours.of(db, [him, her]) == {}
        await quiet_hours.keep(db, him, Quiet(from_min=1200, until_min=480), NOW)
        await quiet_hours.keep(db, him, noon, NOW)
        assert await quiet_hours.of(db, [him, her]) == {him: noon}
        assert await quiet_hours.forget(db, him)
        assert not await quiet_hours.forget(db, him)
        assert await quiet_hours.of(db, [him]) == {}
