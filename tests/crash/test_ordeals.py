"""Short runs of every outage that can be played anywhere; `-m tests.crash outages` plays more."""

from pathlib import Path

import pytest

from tests.crash import outages
from tests.crash.lives import Lives
from tests.crash.ordeals import Dose
from tests.crash.outages import Ground
from tests.crash.roster import Size
from tests.crash.table import outages_drawn

pytestmark = [pytest.mark.crash, pytest.mark.postgres, pytest.mark.xdist_group("crash")]
SMALL = Size(villages=4, helpers=8, homes=4)
DOSES = {
    "restarts": Dose(2),
    "commits": Dose(5),
    "partitions": Dose(1, lasting_s=6.0, lease_s=4),
    "clocks": Dose(6),
    "disk": Dose(2),
}


@pytest.mark.parametrize("name", DOSES)
async def test_an_outage_under_load_loses_doubles_and_disorders_nothing(
    lives: Lives, tmp_path: Path, record_property, name: str
) -> None:
    play, _ = outages.ORDEALS[name]
    toll, verdict = await play(Ground(lives, tmp_path, SMALL), DOSES[name])
    told = outages_drawn([(toll, verdict)])
    record_property("outage", told)
    assert verdict.is_clean, told
    assert not toll.crashes, told
    assert (toll.times or toll.kills) >= DOSES[name].times
    assert verdict.updates > 20
