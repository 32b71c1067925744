"""`./run demo`: the whole product in a browser, with a made-up district and no token."""

import argparse
import asyncio
import sys
from collections.abc import Coroutine
from typing import Any

from demo.telling import tell


def parsed(arguments: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="./run demo", description=__doc__)
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="an address of this machine, for a training room (default: this machine only)",
    )
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--fresh", action="store_true", help="forget what was done before")
    return parser.parse_args(arguments)


def main(options: argparse.Namespace) -> int:
    """Start the demo; loading what it needs takes some seconds, so say something first."""
    tell("帮扶演示正在启动，请稍候…… · The Bangfu demo is starting …")
    from bot import logs  # noqa: PLC0415
    from demo import running  # noqa: PLC0415

    logs.configure()
    _only_warnings()
    return _run(running.run(options.host, options.port, fresh=options.fresh))


def _only_warnings() -> None:
    """Leave the terminal to the few lines of the demo."""
    import logging  # noqa: PLC0415

    import structlog  # noqa: PLC0415

    calm = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=calm)


def _run(work: Coroutine[Any, Any, int]) -> int:
    try:
        import uvloop  # noqa: PLC0415
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)


if __name__ == "__main__":
    sys.exit(main(parsed()))
