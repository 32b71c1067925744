"""./run bench handbook: the PDF of a long household's history, beside fpdf2 on the same content.

Both write the same words, tables and photos in this process, one after the other, several rounds;
seconds are the processor's, so that a busy machine changes little.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image

from benchmarks import machine
from benchmarks.peers import fpdf_handbook
from exports import handbook_pdf, handbook_xlsx
from exports.handbook import Chapter, Handbook, Photo, Table
from pictures.shrinking import shrunk

RESULTS = Path(__file__).parent / "results" / "handbook.json"
KEPT_PIXELS, SHOWN_PIXELS = (1280, 960), 640
DIFFERENT = 100
SEEN = "家里老人身体还好,甘蔗长势不错,孩子在镇上读初中;"
Write = Callable[[Path, Handbook], None]


def kept_photo(seed: int) -> bytes:
    """Make a photo as the bot keeps them, with as much in it as a real one."""
    chance = Random(seed)  # noqa: S311 - a picture, no secret
    grains = Image.frombytes("L", (160, 120), chance.randbytes(160 * 120))
    coarse = grains.resize(KEPT_PIXELS, Image.Resampling.BICUBIC)
    file = BytesIO()
    Image.merge("RGB", (coarse, coarse, coarse)).save(file, "JPEG", quality=85)
    return file.getvalue()


def handbook(visits: int, photos: list[Photo]) -> Handbook:
    """Make a handbook of so many visits."""
    rows = [
        (f"2026-{1 + it % 12:02}-12 09:{it % 60:02}", "韦秀英", "黄大明、黄小妹", "谈心了解",
         SEEN * (1 + it % 4), "2", "2026-07-01")
        for it in range(visits)
    ]  # fmt: skip
    heading = ("时间", "帮扶人", "见到", "做了", "情况", "照片", "下次")
    record = Table(heading=heading, rows=rows, widths=(7, 4, 5, 7, 13, 3, 6))
    facts = Table(heading=("项目", "内容"), rows=[("脱贫属性", "已脱贫")] * 11, widths=(1, 3))
    return Handbook(
        title="电子帮扶手册",
        about="黄大明（关井村），户编号 H0001",
        lines=["证件号和电话已打码。"],
        chapters=[
            Chapter(title="基本情况", table=facts),
            Chapter(title="帮扶记录", table=record),
            Chapter(title="照片", photos=photos),
        ],
        mark="韦秀英 139****0001 · 2026-03-02 09:00",
        page="第 {page} 页，共 {pages} 页",
    )


def seconds(write: Write, path: Path, book: Handbook, rounds: int) -> list[float]:
    """Time some rounds after one that loads libraries and fonts."""
    found = []
    for _ in range(rounds + 1):
        began = time.process_time()
        write(path, book)
        found.append(time.process_time() - began)
    return found[1:]


def measured(visits: int, photos: int, rounds: int) -> dict[str, Any]:
    """Measure making photos small, our PDF and workbook, and the peer's PDF."""
    originals = [kept_photo(it) for it in range(DIFFERENT)]
    began = time.process_time()
    small = [shrunk(originals[it % DIFFERENT], SHOWN_PIXELS) for it in range(photos)]
    shrinking_s = time.process_time() - began
    shown = [
        Photo(jpeg=jpeg, height=height, caption=f"03-02 09:00 {it}")
        for it, (jpeg, height) in enumerate(small)
    ]
    book, found = handbook(visits, shown), {"shrinking_s": round(shrinking_s, 3)}
    writers: dict[str, tuple[Write, str]] = {
        "pdf": (handbook_pdf.write, "pdf"),
        "xlsx": (handbook_xlsx.write, "xlsx"),
        "fpdf2": (fpdf_handbook.write, "pdf"),
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, (write, suffix) in writers.items():
            path = Path(folder) / f"{name}.{suffix}"
            found[f"{name}_s"] = round(statistics.median(seconds(write, path, book, rounds)), 3)
            found[f"{name}_kb"] = path.stat().st_size // 1024
    return found | {"ratio": round(found["pdf_s"] / found["fpdf2_s"], 3)}


def main(words: list[str]) -> None:
    """Measure, print and write down."""
    parser = argparse.ArgumentParser(prog="./run bench handbook", description=__doc__)
    parser.add_argument("--visits", type=int, default=60)
    parser.add_argument("--photos", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5, help="medians are shown")
    given = parser.parse_args(words)
    found = measured(given.visits, given.photos, given.rounds)
    print(f"{given.visits} visits, {given.photos} photos, medians of {given.rounds}:")
    print(f"photos made small {found['shrinking_s']} s, once")
    for name in ("pdf", "xlsx", "fpdf2"):
        print(f"{name:6} {found[f'{name}_s']:.2f} s, {found[f'{name}_kb']} KB")
    print(f"ours / fpdf2: {found['ratio']:.2f}")
    RESULTS.write_text(
        json.dumps({"plan": vars(given), "figures": found, **machine.described()}, indent=1) + "\n"
    )
