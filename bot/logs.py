"""Logs for the operator: one JSON line an event, ids only; never names, phones, texts, tokens."""

import asyncio
import json
import logging
import sys
from typing import Any

import structlog

from bot.faults import described

LIBRARIES = ("aiogram", "aiohttp", "apscheduler", "sqlalchemy", "aiosqlite", "asyncio")


class OnlyClassAndPlace(logging.Formatter):
    """Writes other libraries' records without their arguments and exceptions' words."""

    def format(self, record: logging.LogRecord) -> str:
        """Keep the constant message, the logger and where a fault was."""
        line = {"level": record.levelname.lower(), "logger": record.name, "event": record.msg}
        if record.exc_info and record.exc_info[1]:
            line["fault"] = described(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=lambda it: type(it).__name__)


def configure() -> None:
    """Set logging up for a running bot."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OnlyClassAndPlace())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    sys.excepthook = _last_words


def _last_words(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    """Say what ended the process, without the words of the exception."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    faults = [described(leaf) for leaf in _leaves(error)]
    structlog.get_logger().critical("the bot ends with a fault", faults=faults)


def _leaves(error: BaseException) -> list[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        return [leaf for part in error.exceptions for leaf in _leaves(part)]
    return [error]


def quiet_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Log what the event loop reports without the words of its exceptions."""

    def report(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        fault = described(error) if isinstance(error, BaseException) else ""
        structlog.get_logger().error("the event loop reports a fault", fault=fault)

    loop.set_exception_handler(report)
