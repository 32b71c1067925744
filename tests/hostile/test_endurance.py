"""Soak and flood in short: a real bot, a real sandbox over HTTP, some seconds of each."""

from pathlib import Path

import pytest

from tests.crash.roster import Size
from tests.hostile import flood, soak
from tests.hostile.crowd import district
from tests.hostile.standing import standing

SOAK_S, FLOOD_S, PER_S = 4.0, 2.0, 10.0


@pytest.mark.slow
async def test_a_steady_day_leaves_nothing_undone_and_a_flood_harms_nobody(
    tmp_path: Path,
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'bangfu.db'}"
    async with standing(url, tmp_path, Size(villages=3, helpers=20, homes=6)) as place:
        user = place.cast.helpers.pop().user_id
        crowd = district(place.world, place.cast, seed=1)
        steady = await soak.soak(place, crowd, PER_S, SOAK_S)
        flooded = await flood.flood(place, crowd, (PER_S, FLOOD_S), user)
    assert steady.wrong == {"unanswered": [], "turns broken": [], "left undone": []}
    assert "MB a minute" in soak.drawn(steady)
    assert sum(len(it.waits_s) for it in steady.stretches) > SOAK_S
    during = next(it for it in flooded.stretches if it.name == flood.FLOODED)
    assert during.flooded > 100  # more than anybody is heard at once
    assert flooded.unanswered == flooded.broken == []
    assert flood.FLOODED in flood.drawn(flooded)
