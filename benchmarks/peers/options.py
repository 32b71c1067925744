"""What a bare bot is told on its command line."""

import argparse
from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """Where Telegram is, where rows go, and how updates come: by webhook when there is a URL.

    `share` keeps one database connection open instead of one per row.
    """

    api: str
    token: str
    rows: str
    webhook: str
    secret: str
    port: int
    share: bool


def from_command_line() -> Options:
    """Read the command line."""
    parser = argparse.ArgumentParser()
    for name in ("api", "token", "rows"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--webhook", default="")
    parser.add_argument("--secret", default="")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--share", action="store_true")
    return Options(**vars(parser.parse_args()))
