"""The mistakes of a file as the child says them: plain values, and back."""

from typing import Any

from domain.refusals import Text
from imports.plan import Mistake

Plain = list[Any]


def mistake_written(mistake: Mistake) -> Plain:
    """Write a mistake."""
    texts = [_text_written(mistake.reason), _text_written(mistake.remedy)]
    return [mistake.row, mistake.column, mistake.value, *texts, mistake.sheet]


def mistake_read(written: Plain) -> Mistake:
    """Read a mistake."""
    row, column, value, reason, remedy, sheet = written
    return Mistake(
        row=row,
        column=column,
        value=value,
        reason=_text_read(reason),
        remedy=_text_read(remedy),
        sheet=sheet,
    )


def _text_written(text: Text) -> Plain:
    inside = {name: _text_written(it) for name, it in text.params.items() if isinstance(it, Text)}
    return [text.msgid, text.params | inside, list(inside)]


def _text_read(written: Plain) -> Text:
    msgid, params, texts = written
    return Text(msgid, **params | {name: _text_read(params[name]) for name in texts})
