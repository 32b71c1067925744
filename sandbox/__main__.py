"""`./run sandbox`: a Telegram of one's own, with two people in it to begin with."""

import argparse
import asyncio
import sys
from pathlib import Path

from sandbox import supported
from sandbox.clock import numbers_now
from sandbox.server import Served, serve
from sandbox.world import World


def parsed(arguments: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="./run sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--token", default="100:sandbox")
    parser.add_argument("--data", type=Path, default=Path("data/sandbox"), help="for scenes")
    parser.add_argument("--methods", action="store_true", help="list what is played, and end")
    parser.add_argument("--no-limits", action="store_true", help="let the bot send at any pace")
    return parser.parse_args(arguments)


async def run(options: argparse.Namespace) -> None:
    """Serve until interrupted."""
    world = World(token=options.token, limits=not options.no_limits, numbers_from=numbers_now())
    world.banner = "沙盒: 这里的一切都是虚构的 · Sandbox: nothing here is real"
    for name, phone in (("韦秀英", "13800000001"), ("黄大明", "13800000002")):
        world.add_user(name, phone)
    world.begins(scenes=options.data / "scenes")
    served = await serve(world, options.host, options.port)
    served.gate.on_key_used = lambda: tell(f"Desk (next link): {served.new_desk_url()}")
    introduce(served)
    try:
        await asyncio.Event().wait()
    finally:
        await served.close()


def introduce(served: Served) -> None:
    """Say where everything is."""
    tell(f"Bot API: {served.api_base}  token {served.world.token}")
    tell(f"Desk:    {served.desk_url}")


def tell(line: str) -> None:
    """Write a line at once, also into a pipe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    options = parsed()
    if options.methods:
        tell(supported.listing())
        sys.exit(0)
    try:
        asyncio.run(run(options))
    except KeyboardInterrupt:
        sys.exit(0)
