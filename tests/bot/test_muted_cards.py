"""The list of households that rest fits one message, and says when it is not the whole."""

from datetime import UTC, datetime

from bot import muted_cards
from bot.texts import said, speaking
from domain import muted

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


def listed(count):
    rests = [(muted.ask(it, "长" * 200, None, 1, NOW), f"户{it}") for it in range(count)]
    words, rows = muted_cards.listed(rests, 20)
    with speaking("zh_CN"):
        return said(words), len(rows)


def test_long_reasons_of_many_fit_one_message():
    words, rows = listed(20)
    assert len(words) < 4096
    assert (rows, "只列前" in words) == (20, False)


def test_of_more_it_says_so():
    words, rows = listed(21)
    assert words.endswith("这里只列前 20 户，处理后再看其余的。")
    assert rows == 20
