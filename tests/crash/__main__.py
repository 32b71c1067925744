"""The sweep by hand: `python -m tests.crash --kills 1000 --database sqlite|postgres`."""

import argparse
import asyncio
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.crash.lives import lives_of, parent
from tests.crash.roster import Size
from tests.crash.sweep import Plan, sweep
from tests.crash.table import Toll, drawn
from tests.crash.verdict import Verdict
from tests.kit import databases, postgres


def parsed() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--workers", type=int, help="default: one on SQLite, two on PostgreSQL")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main() -> int:
    """Run and print the table; 1 when anything is wrong."""
    options = parsed()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bangfu-crash-")))
        if options.database == "sqlite":
            url = databases.sqlite_url(folder / "bangfu.db")
        else:
            server = stack.enter_context(postgres.running())
            url = databases.create_postgres(server, "crash")
        workers = options.workers or (1 if options.database == "sqlite" else 2)
        size = Size(homes=max(12, min(60, options.kills // 16)))
        plan = Plan(
            url=url,
            folder=folder,
            kills=options.kills,
            workers=workers,
            seed=options.seed,
            size=size,
        )
        toll, verdict = asyncio.run(_sweep(plan))
    print(drawn(toll, verdict))
    return 0 if verdict.is_clean and not toll.crashes else 1


async def _sweep(plan: Plan) -> tuple[Toll, Verdict]:
    with parent() as forking:
        async with lives_of(forking, plan.folder) as lives:
            return await sweep(lives, plan)


if __name__ == "__main__":
    sys.exit(main())
