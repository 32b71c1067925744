"""What was raised before the demo has all ended, so that nothing is overdue on its first day."""

from demo import past_cases
from demo.district import district
from demo.loading import load
from storage import case_steps, cases
from tests.kit.demo_stage import opened


async def test_past_cases_have_ended_well(sqlite_url, tmp_path):
    async with opened(sqlite_url, tmp_path) as stage:
        await load(stage.app.database, district(), stage.world.clock.now())
        numbers = range(1, len(past_cases.PAST) + 1)
        async with stage.app.database.read() as db:
            found = await cases.by_numbers(db, list(numbers))
            done = await case_steps.of_cases(db, list(numbers))
    assert len(found) == len(past_cases.PAST)
    for entry, told in zip(found, past_cases.PAST, strict=True):
        case = entry.case
        assert (case.was_ended, case.next_at, case.satisfaction) == (True, None, told.stars)
        assert done[case.number][0].text == told.words
        assert case.raised_at < (case.ended_at or case.raised_at)
