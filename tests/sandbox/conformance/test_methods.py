"""Every method, through two independent clients and plain HTTP in two bodies."""

import pytest
from pydantic import ValidationError

from sandbox import api
from tests.sandbox.conformance import (
    table_bot,
    table_changes,
    table_groups,
    table_messages,
)
from tests.sandbox.conformance.callers import CALLERS, PLAIN_HTTP, Refused
from tests.sandbox.conformance.cases import differs
from tests.sandbox.conformance.scene import Scene

TABLES = {
    "messages": table_messages.CASES,
    "changes": table_changes.CASES,
    "groups": table_groups.CASES,
    "bot": table_bot.CASES,
}
NEVER_REFUSED = {"getMe", "close", "logOut", "getWebhookInfo", "deleteWebhook", "getMyName",
                 "getMyDescription", "getMyShortDescription"}  # fmt: skip


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("table", TABLES)
async def test_every_answer_is_telegrams(world, served, table, caller):
    problems = []
    async with CALLERS[caller](served) as call:
        for case in TABLES[table]:
            if caller in PLAIN_HTTP or not case.raw:
                problem = await judged(world, call, case)
                problems += [f"{case.method} {case.params}: {problem}"] if problem else []
    assert problems == []


async def judged(world, call, case):
    """Make a case's request; say what is wrong with its answer, None if nothing is."""
    params = await Scene(world).value(case.params)
    world.calls.clear()
    try:
        await call(case.method, params)
    except Refused as refused:
        return _misworded(world, case, refused)
    except (TypeError, ValidationError) as unwritten:
        return f"the client cannot write it: {unwritten}"
    if case.code != 200:
        return f"answered, instead of {case.code} {case.words}"
    result = world.calls[-1]["result"] if world.calls else []
    return differs(case.gives, result)


def _misworded(world, case, refused):
    error = world.calls[-1]["error"] if world.calls else {}
    said = (error.get("error_code"), error.get("description"))
    if case.code == 200 or said != (case.code, case.words):
        return f"refused: {said}"
    return None if refused.fits(case.code) else f"the client did not understand {case.code}"


def test_every_method_has_a_case_that_succeeds_and_one_that_is_refused():
    cases = [case for table in TABLES.values() for case in table]
    assert {case.method for case in cases} == set(api.METHODS)
    assert {case.method for case in cases if case.code == 200} == set(api.METHODS)
    refused = {case.method for case in cases if case.code != 200}
    assert set(api.METHODS) - refused <= NEVER_REFUSED
