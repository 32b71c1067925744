"""./run bench households: how long a list, a search and a card take at two sizes."""

import argparse
import json
from pathlib import Path

from benchmarks import machine
from benchmarks.households import country
from benchmarks.households.asked import questions
from benchmarks.sized import Question, drawn, measured
from storage.database import Database

RESULTS = Path(__file__).parents[1] / "results" / "households.json"
SIZES = (100, 100_000)


def main(words: list[str]) -> None:
    """Measure on both databases, print the tables and keep them."""
    parser = argparse.ArgumentParser(prog="./run bench households", description=__doc__)
    parser.add_argument("--rounds", type=int, default=300, help="of each question")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--engines", nargs="+", default=["sqlite", "postgresql"])
    given = parser.parse_args(words)
    found = {it: measured(it, given.sizes, given.rounds, _found) for it in given.engines}
    for engine, by_name in found.items():
        print(f"\n{engine}\n{drawn(by_name)}")
    whole = {"machine": machine.described(), "rounds": given.rounds, "households": found}
    RESULTS.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")


async def _found(database: Database, size: int) -> list[Question]:
    return questions(await country.found(database, size), size)
