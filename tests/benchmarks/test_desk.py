"""The desk's bench: what it sends, how it counts, and what the sandbox's process imports."""

import random

import aiohttp
import pytest

from benchmarks.__main__ import free_port
from benchmarks.desk import report
from benchmarks.desk.figures import Spent, figures
from benchmarks.desk.load import Load, loading
from benchmarks.desk.starting import IMPORTED, Starts, running

NOTHING = Spent(page_s=0, script_s=0, layout_s=0, server_s=0, nodes=0, heap=0)
SOMETHING = Spent(page_s=0.5, script_s=0.25, layout_s=0.1, server_s=1, nodes=9, heap=2**20)
TOLD = {
    "began": 1000.0,
    "ended": 2000.0,
    "frames": [1000.0, 1016.0, 1032.0, 1132.0],
    "tasks": [51.0, 99.0],
    "inputs": [["keydown", 20.0], ["wheel", 40.0]],
    "late": [5, 15],
}


def measured():
    return figures(TOLD, NOTHING, SOMETHING, sent=200, refused=1)


def test_figures_are_taken_of_what_the_page_told():
    found = measured()
    assert (found.frames_per_s, found.frame_max_ms, found.long_tasks) == (4, 100, 2)
    assert (found.input_p50_ms, found.input_max_ms, found.late_p95_ms) == (40, 40, 15)
    assert (found.page_busy, found.server_busy, found.heap_mb) == (0.5, 1, 1)


def test_the_table_has_a_column_a_stretch_and_ratios_to_the_others():
    results = {report.REST: measured(), report.LOAD: measured()}
    assert "at rest" in report.table(results).splitlines()[0]
    assert "frames/s 1.00" in report.ratio_lines(results)


@pytest.fixture
async def load():
    async with aiohttp.ClientSession() as session:
        yield Load("", session, [7], random.Random(1))


async def test_the_bot_sends_all_kinds_in_their_shares(load):
    kinds = {"editMessageText": 0, "sendMessage": 0, "sendPhoto": 0}
    markups = {"keyboard": 0, "inline_keyboard": 0}
    load._newest[7] = 5
    for _ in range(1000):
        method, params = load._something(7)
        kinds[method] += 1
        for name in params.get("reply_markup", ()):
            if name in markups:
                markups[name] += 1
    assert 60 < kinds["editMessageText"] < 140
    assert 20 < kinds["sendPhoto"] < 70
    assert 5 < markups["keyboard"] < 50
    assert 150 < markups["inline_keyboard"] < 250


def test_modules_of_the_bot_would_be_found():
    log = "import time: 1 | 2 | sandbox.world\nimport time:  10 |  20 |   aiogram.types\n"
    assert Starts([1.0, 3.0, 2.0], set(IMPORTED.findall(log))).foreign == {"aiogram.types"}


async def test_a_real_sandbox_takes_the_load_and_imports_nothing_of_the_bot(tmp_path):
    with (tmp_path / "imports").open("w+") as errors:
        with running(free_port(), "-X", "importtime", errors=errors) as sandbox:
            async with loading(sandbox.api, [0]) as load:
                await load.run(100, 0.3)
        errors.seek(0)
        starts = Starts([sandbox.started_s], set(IMPORTED.findall(errors.read())))
    assert load.sent == load.refused == 30  # nobody is there
    assert starts.foreign == set()
    assert "sandbox.server" in starts.modules
