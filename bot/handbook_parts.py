"""What chapters of a handbook are made of: the records of one household, words, tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.income_figures import Year
from bot.texts import said
from domain.changes import Change
from domain.haves import Check, Item
from domain.pairings import Pairing
from domain.people import Person
from domain.records import Field, masked, shown
from domain.refusals import Text
from domain.visits import Visit
from exports.handbook import Chapter, Photo, Table
from storage.cases import Entry
from storage.households import Known

NOTHING = Text("Nothing is written down yet.")


@dataclass(frozen=True, kw_only=True)
class Book:
    """Everything a handbook is written from; `people` are helpers and authors by id."""

    known: Known
    is_masked: bool
    pairings: Sequence[Pairing]
    cases: Sequence[Entry]
    visits: Sequence[Visit]
    years: Sequence[Year]
    haves: Mapping[Item, Check]
    changes: Sequence[Change]
    people: Mapping[int, Person]
    photos: Sequence[Photo]

    def name(self, person_id: int | None) -> str:
        """Name somebody."""
        person = self.people.get(person_id or 0)
        return person.name if person else ""

    def value(self, field: Field, value: object) -> str:
        """Write a value of the record; private ones masked unless there is a purpose."""
        return said(masked(field, value) if self.is_masked else shown(field, value))


def chapter(
    title: Text,
    table: Table | None = None,
    lines: Iterable[Text] = (),
    photos: Sequence[Photo] = (),
) -> Chapter:
    """Write a chapter in the language being spoken."""
    return Chapter(
        title=said(title),
        table=table,
        lines=[said(line) for line in lines],
        photos=photos,
        nothing=said(NOTHING),
    )


def table_of(heading: Sequence[Text], rows: Iterable[Sequence[Text | str]], *widths: int) -> Table:
    """Write a table; the widths are its columns' shares of the page."""
    return Table(
        heading=[said(it) for it in heading],
        rows=[[said(cell) for cell in row] for row in rows],
        widths=widths,
    )
