"""The error workbook: every mistake of a file with its reason and how to mend it."""

import os
from collections.abc import Callable, Iterable

from imports.plan import Mistake

HEADERS = ("行", "列", "原值", "原因", "怎么改", "工作表")
WIDTHS = (6, 16, 26, 44, 44, 14)
TEXT_ONLY = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write(
    path: str | os.PathLike[str], mistakes: Iterable[Mistake], translate: Callable[[str], str]
) -> None:
    """Write the workbook; values stay text, whatever they begin with."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - most commands never write one

    with Workbook(os.fspath(path), TEXT_ONLY) as book:
        sheet = book.add_worksheet("错误清单")
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, HEADERS, book.add_format({"bold": True}))
        for number, mistake in enumerate(mistakes, start=1):
            sheet.write_number(number, 0, mistake.row)
            for column, text in enumerate(_texts(mistake, translate), start=1):
                sheet.write_string(number, column, text[:32_767])


def _texts(mistake: Mistake, translate: Callable[[str], str]) -> tuple[str, ...]:
    return (
        mistake.column,
        mistake.value,
        mistake.reason.render(translate),
        mistake.remedy.render(translate),
        mistake.sheet,
    )
