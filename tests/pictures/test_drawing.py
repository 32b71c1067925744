import asyncio
import threading

import pytest

from bot import pictures


async def test_a_sketch_map_is_drawn_from_what_the_outbox_keeps():
    assert (await pictures.draw("sketch_map", {"title": "11月签到"})).startswith(b"\x89PNG")


async def test_a_picture_nobody_can_draw_is_a_fault():
    with pytest.raises(LookupError, match="no picture is called 'portrait'"):
        await pictures.draw("portrait", {})


async def test_pictures_are_drawn_off_the_event_loop_one_at_a_time(monkeypatch):
    threads, busy, most = set(), 0, 0

    def slow(values):
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        threads.add(threading.get_ident())
        threading.Event().wait(0.02)
        busy -= 1
        return b"drawn"

    monkeypatch.setitem(pictures.DRAWINGS, "slow", slow)
    assert await asyncio.gather(*(pictures.draw("slow", {}) for _ in range(4))) == [b"drawn"] * 4
    assert threading.get_ident() not in threads
    assert most == 1
