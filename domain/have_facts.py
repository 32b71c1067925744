"""The facts behind each item of the exit standard: how they are asked for and read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from domain.haves import Item
from domain.incomes import money
from domain.refusals import Joined, Text

Facts = Mapping[str, Any]
LAND = frozenset({"paddy", "dry", "economic_forest", "mountain_forest"})


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One fact: a choice when it has choices, else a number from 0 to `most`.

    `shown` is how a number reads, and `none` how 0 does; `offered` are numbers to tap. It is asked
    only when the fact `after` is one of `among`.
    """

    key: str
    words: Text
    label: Text
    choices: Mapping[str, Text] = field(default_factory=dict)
    shown: Text = field(default_factory=lambda: Text("{number}"))
    none: Text | None = None
    offered: tuple[int, ...] = ()
    most: int = 10_000
    is_whole: bool = True
    after: str = ""
    among: frozenset[str] = frozenset()

    def fits(self, facts: Facts) -> bool:
        """Tell whether it is asked, given the facts so far."""
        return not self.after or facts.get(self.after) in self.among

    def read(self, value: Any) -> Text | str:
        """Write a value the way a person reads it."""
        if self.choices:
            return self.choices.get(value, str(value))
        if self.none is not None and str(value) == "0":
            return self.none
        return Text(self.shown.msgid, number=value)


ASKED: Mapping[Item, tuple[Asked, ...]] = MappingProxyType(
    {
        Item.INCOME_SOURCE: (
            Asked(
                key="source",
                words=Text("What does the household live on, most of all?"),
                label=Text("Source"),
                choices={
                    "paddy": Text("Paddy"),
                    "dry": Text("Dry land"),
                    "economic_forest": Text("Economic forest"),
                    "mountain_forest": Text("Mountain forest"),
                    "away": Text("Work away"),
                    "business": Text("A business"),
                    "breeding": Text("Breeding at scale"),
                    "dibao": Text("Dibao, no labour"),
                    "none": Text("None of these"),
                },
            ),
            Asked(
                key="mu",
                words=Text("How many mu does the household work altogether?"),
                label=Text("Land"),
                shown=Text("{number} mu"),
                is_whole=False,
                after="source",
                among=LAND,
            ),
            Asked(
                key="months",
                words=Text("How many months of the last year did somebody work away?"),
                label=Text("Months away"),
                shown=Text("{number} months away"),
                offered=(6, 8, 10, 12),
                most=12,
                after="source",
                among=frozenset({"away"}),
            ),
        ),
        Item.HOUSING: (
            Asked(
                key="grade",
                words=Text("What grade is the building?"),
                label=Text("Grade"),
                choices={
                    "A": Text("Grade A"),
                    "B": Text("Grade B"),
                    "C": Text("Grade C, unsafe"),
                    "D": Text("Grade D, unsafe"),
                },
            ),
            Asked(
                key="m2",
                words=Text("How many square metres does it have altogether?"),
                label=Text("Floor"),
                shown=Text("{number} m²"),
                is_whole=False,
                offered=(60, 80, 100, 120),
            ),
        ),
        Item.MEDICAL: (
            Asked(
                key="uninsured",
                words=Text("How many members are not insured this year?"),
                label=Text("Not insured"),
                shown=Text("{number} not insured"),
                none=Text("Everybody insured"),
                offered=(0, 1, 2, 3),
                most=50,
            ),
        ),
        Item.SCHOOLING: (
            Asked(
                key="out_of_school",
                words=Text("How many children are out of school for want of money?"),
                label=Text("Out of school"),
                shown=Text("{number} out of school"),
                none=Text("Nobody out of school"),
                offered=(0, 1, 2),
                most=20,
            ),
        ),
        Item.WATER: (
            Asked(
                key="clear",
                words=Text("Is the water clear and without smell?"),
                label=Text("Clear"),
                choices={"yes": Text("Clear water"), "no": Text("Not clear")},
            ),
            Asked(
                key="litres",
                words=Text("How many litres a day are there for each person?"),
                label=Text("Litres"),
                shown=Text("{number} L a day"),
                offered=(20, 35, 50, 100),
            ),
            Asked(
                key="minutes",
                words=Text("How many minutes is it there and back? 0: in the house."),
                label=Text("Way"),
                shown=Text("{number} minutes there and back"),
                none=Text("Water in the house"),
                offered=(0, 10, 20, 30),
                most=600,
            ),
            Asked(
                key="percent",
                words=Text("On how many of a hundred days is there water?"),
                label=Text("Days"),
                shown=Text("{number}% of days"),
                offered=(100, 95, 90, 80),
                most=100,
            ),
        ),
        Item.ROAD: (
            Asked(
                key="hamlet",
                words=Text("Has the hamlet {households} households or more?"),
                label=Text("Hamlet"),
                choices={"large": Text("A large hamlet"), "small": Text("A small hamlet")},
            ),
            Asked(
                key="surface",
                words=Text("What is the road made of?"),
                label=Text("Surface"),
                choices={
                    "hard": Text("Concrete, tar"),
                    "gravel": Text("Gravel"),
                    "earth": Text("Earth, no road"),
                },
                after="hamlet",
                among=frozenset({"large"}),
            ),
            Asked(
                key="width",
                words=Text("How many metres wide is it?"),
                label=Text("Width"),
                shown=Text("{number} m wide"),
                is_whole=False,
                most=30,
                after="surface",
                among=frozenset({"hard", "gravel"}),
            ),
        ),
        Item.POWER: (
            Asked(
                key="power",
                words=Text("Is the house connected to the grid?"),
                label=Text("Power"),
                choices={"yes": Text("Has power"), "no": Text("No power")},
            ),
        ),
        Item.TV: (
            Asked(
                key="set",
                words=Text("What is there to watch with?"),
                label=Text("Set"),
                choices={
                    "tv": Text("A television"),
                    "computer": Text("A computer"),
                    "phone": Text("A smartphone"),
                    "none": Text("Nothing"),
                },
            ),
        ),
        Item.INCOME: (),
    }
)


def facts_read(item: Item, facts: Facts) -> Text | str:
    """Write all facts of a check on one line; nothing when there are none."""
    if item is Item.INCOME and facts:
        return Text(
            "{income} yuan per head, the line is {line}",
            income=money(Decimal(facts["income"])),
            line=money(Decimal(facts["line"])),
        )
    known = [it.read(facts[it.key]) for it in ASKED[item] if it.key in facts]
    return Joined(known, by=" ") if known else ""
