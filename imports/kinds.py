"""What kind of table a file has, by its headings."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, islice

from imports import areas, households, pairings, people
from imports.cells import SheetRow
from imports.plan import Kind
from imports.table import HEADER_WITHIN_ROWS, Column, has_header

COLUMNS: Mapping[Kind, Sequence[Column]] = {
    Kind.HOUSEHOLDS: households.COLUMNS,
    Kind.PAIRINGS: pairings.COLUMNS,
    Kind.PEOPLE: people.COLUMNS,
    Kind.AREAS: areas.COLUMNS,
}
MOST_SHEETS = 10


def kinds_of(rows: Iterable[SheetRow]) -> tuple[Kind, ...]:
    """Name the kinds whose headings the first table of a file has; looks no further than it."""
    for _, sheet in islice(groupby(rows, key=lambda row: row.sheet), MOST_SHEETS):
        top = list(islice(sheet, HEADER_WITHIN_ROWS))
        found = [kind for kind, columns in COLUMNS.items() if has_header(top, columns)]
        if found:
            return tuple(found)
    return ()
