"""Who is measured and how each is started; every bot is given an empty folder of its own."""

import sys
from dataclasses import dataclass
from pathlib import Path

TOKEN = "4242:benchmark"  # noqa: S105  # opens nothing
SECRET = "benchmark-secret"  # noqa: S105  # opens nothing
OURS, AIOGRAM, PTB = "bangfu", "aiogram", "python-telegram-bot"
PEERS = {AIOGRAM: "benchmarks.peers.aiogram_bot", PTB: "benchmarks.peers.ptb_bot"}
POLLING, WEBHOOK = "polling", "webhook"


@dataclass(frozen=True)
class Case:
    """A bot and the way its updates come."""

    bot: str
    mode: str


@dataclass(frozen=True)
class Start:
    """How a case is started: where its Telegram is, the port it listens on, its folder.

    `share_rows` lets the bare bots keep one database connection open.
    """

    case: Case
    api: str
    port: int
    folder: Path
    share_rows: bool = False

    @property
    def database(self) -> Path:
        """The SQLite file in which check-ins are counted."""
        return self.folder / ("bangfu.db" if self.case.bot == OURS else "rows.db")

    @property
    def webhook(self) -> str:
        """Where updates are posted; empty when polling."""
        address = f"http://127.0.0.1:{self.port}/telegram"
        return address if self.case.mode == WEBHOOK else ""

    def command(self) -> list[str]:
        """Write the command line."""
        if self.case.bot == OURS:
            return [sys.executable, "-m", "bot", "bot"]
        given = {"api": self.api, "token": TOKEN, "rows": str(self.database)}
        given |= {"webhook": self.webhook, "secret": SECRET, "port": str(self.port)}
        words = [f"--{name}={value}" for name, value in given.items()]
        share = ["--share"] if self.share_rows else []
        return [sys.executable, "-m", PEERS[self.case.bot], *words, *share]

    def environment(self) -> dict[str, str]:
        """Write the settings of our bot; the bare ones have none."""
        settings = {
            "BANGFU_BOT_TOKEN": TOKEN,
            "BANGFU_API_BASE": self.api,
            "BANGFU_DATA_DIR": str(self.folder),
        }
        if self.case.mode == WEBHOOK:
            settings["BANGFU_WEBHOOK_URL"] = self.webhook
            settings["BANGFU_WEBHOOK_SECRET"] = SECRET
            settings["BANGFU_LISTEN"] = f"127.0.0.1:{self.port}"
        return settings
