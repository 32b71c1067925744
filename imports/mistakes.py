"""The error workbook: every mistake of a file with its reason and how to mend it."""

import os
from collections.abc import Callable, Iterable

from exports import workbook
from exports.workbook import Cell, Sheet
from imports.plan import Mistake

HEADERS = ("行", "列", "原值", "原因", "怎么改", "工作表")
WIDTHS = (6, 16, 26, 44, 44, 14)


def write(
    path: str | os.PathLike[str], mistakes: Iterable[Mistake], translate: Callable[[str], str]
) -> None:
    """Write the workbook; values stay text, whatever they begin with."""
    rows = (_row(mistake, translate) for mistake in mistakes)
    workbook.write(path, [Sheet(name="错误清单", heading=HEADERS, rows=rows, widths=WIDTHS)])


def _row(mistake: Mistake, translate: Callable[[str], str]) -> tuple[Cell, ...]:
    return (
        mistake.row,
        mistake.column,
        mistake.value,
        mistake.reason.render(translate),
        mistake.remedy.render(translate),
        mistake.sheet,
    )
