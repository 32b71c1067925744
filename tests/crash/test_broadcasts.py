"""A broadcast whose process is killed again and again reaches everybody, and is written once."""

import random
from pathlib import Path

import pytest
from sqlalchemy import select

from domain.broadcast_moves import send
from domain.broadcasts import Broadcast
from domain.campaigns import Audience
from domain.people import Role
from storage import broadcasts, people
from storage.tables import BroadcastLetterRow
from tests.crash import rows
from tests.crash.lives import Lives
from tests.crash.roster import Size
from tests.crash.scene import Scene, scene
from tests.crash.waiting import until

pytestmark = [pytest.mark.crash, pytest.mark.xdist_group("crash")]
READERS = 60
WORDS = "台风来了，请马上转移"
REPEAT = "🔁"
"""Before what may have come already: the process died before it knew."""


async def begin(place: Scene) -> None:
    """Send an urgent notice to all helpers."""
    async with rows.opened(place.settings) as database, database.write() as db:
        [owner] = await people.with_role(db, Role.ADMIN)
        now = place.world.clock.now()
        draft = Broadcast(
            words=WORDS,
            audience=Audience(roles=frozenset({Role.HELPER})),
            owner_id=owner.id,
            is_urgent=True,
            set_at=now,
        )
        kept = await broadcasts.add(db, draft)
        assert await broadcasts.change(db, send(kept, READERS, now))


def heard(place: Scene) -> list[list[str]]:
    """List what each helper got of it."""
    histories = [place.world.history(it.user_id) for it in place.cast.helpers]
    return [[it["text"] for it in each if WORDS in it.get("text", "")] for each in histories]


async def everybody_has_it(place: Scene) -> bool:
    return all(heard(place))


async def test_killed_in_the_middle_it_reaches_everybody_and_is_written_once(
    lives: Lives, sqlite_url: str, tmp_path: Path
) -> None:
    chance = random.Random(44)
    size = Size(villages=1, helpers=READERS, homes=1)
    async with scene(lives, sqlite_url, tmp_path, size) as place:
        await begin(place)
        for _ in range(4):
            life = await place.begin()
            await life.ends_within(chance.uniform(0.1, 0.6))
            await life.kill()
        assert not all(heard(place)), "it was killed in the middle"
        await place.begin()
        await until(lambda: everybody_has_it(place))
        await until(place.is_silent)
        for got in heard(place):
            assert [it for it in got if not it.startswith(REPEAT)][1:] == []
        async with rows.opened(place.settings) as database, database.read() as db:
            written = [row for row in await rows.outbox(db) if ":letter:" in row.key]
            noted = list(await db.scalars(select(BroadcastLetterRow.person_id)))
    assert (len(written), len(noted)) == (READERS, READERS)
