"""Who comes in: browsers by a link that works once, bots by their token, pages of others never."""

import aiohttp
import pytest

from sandbox.gate import DIRECTOR, Gate, Pass


@pytest.fixture
async def stranger(served):
    async with aiohttp.ClientSession(served.api_base) as session:
        yield session


GET_ME = "/bot100:sandbox/getMe"


async def test_a_bot_may_come_by_any_address_but_by_no_strange_name(stranger, served):
    for host in ("127.0.0.1:1", "192.168.1.7", f"localhost:{served.port}", "[::1]:8"):
        assert (await stranger.get(GET_ME, headers={"Host": host})).status == 200
    for host in (f"evil.example:{served.port}", "", "a b"):
        assert (await stranger.get(GET_ME, headers={"Host": host})).status in {400, 403}


async def test_no_page_of_a_browser_plays_the_bot(stranger, served):
    for origin in ("http://evil.example", "null", served.api_base):
        answer = await stranger.post(GET_ME, headers={"Origin": origin})
        assert answer.status == 403


def test_a_new_link_to_a_phone_takes_the_place_of_the_one_before():
    gate = Gate()
    first, other, second = gate.new_key(Pass(7)), gate.new_key(Pass(8)), gate.new_key(Pass(7))
    assert set(gate._keys) == {other, second}
    assert first not in gate._keys


def test_links_to_the_desk_stand_side_by_side():
    gate = Gate()
    keys = {gate.new_key(), gate.new_key(DIRECTOR)}
    assert set(gate._keys) == keys
