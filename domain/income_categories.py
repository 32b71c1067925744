"""The categories of income and expenditure: the national register's tree (DOMAIN §2).

Transfers of the civil affairs and other ones are split further than the register does, because
the exit standard does not count some of them: dibao by its class, basic pension, one-off relief.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from domain.refusals import Text


class Counts(StrEnum):
    """Whether a category belongs to the recognised stable income."""

    ALWAYS = "always"
    PENSION = "pension"
    RELIEF = "relief"
    DIBAO = "dibao"
    """By its class, and only for households without labour."""


@dataclass(frozen=True, kw_only=True)
class Category:
    """A leaf of the tree; its code begins with the register's heading, wages for example."""

    code: str
    label: Text
    counts: Counts = Counts.ALWAYS

    @property
    def is_cost(self) -> bool:
        """Tell whether it is spent, not earned."""
        return self.code.startswith("cost.")

    @property
    def has_heads(self) -> bool:
        """Tell whether it is asked how many people earned it."""
        return self.code.startswith("wages.")


@dataclass(frozen=True, kw_only=True)
class Group:
    """What is chosen first: some categories that people think of together."""

    key: str
    label: Text
    categories: tuple[Category, ...]


def _leaf(code: str, label: Text, counts: Counts = Counts.ALWAYS) -> Category:
    return Category(code=code, label=label, counts=counts)


GROUPS = (
    Group(
        key="wages",
        label=Text("Wages"),
        categories=(
            _leaf("wages.town", Text("Wages within the town")),
            _leaf("wages.county", Text("Wages within the county")),
            _leaf("wages.region", Text("Wages within Guangxi")),
            _leaf("wages.outside", Text("Wages outside Guangxi")),
            _leaf("wages.other", Text("Other wages")),
        ),
    ),
    Group(
        key="planting",
        label=Text("Planting"),
        categories=(
            _leaf("business.planting.grain", Text("Grain sold")),
            _leaf("business.planting.fruit", Text("Fruit sold")),
            _leaf("business.planting.vegetables", Text("Vegetables sold")),
            _leaf("business.planting.other", Text("Other crops sold")),
        ),
    ),
    Group(
        key="breeding",
        label=Text("Breeding"),
        categories=(
            _leaf("business.breeding.livestock", Text("Livestock sold")),
            _leaf("business.breeding.aquatic", Text("Fish and shrimp sold")),
            _leaf("business.breeding.special", Text("Special breeds sold")),
        ),
    ),
    Group(
        key="forestry",
        label=Text("Forestry"),
        categories=(
            _leaf("business.forestry.timber", Text("Timber sold")),
            _leaf("business.forestry.other", Text("Other forestry")),
        ),
    ),
    Group(
        key="trade",
        label=Text("Other business"),
        categories=(_leaf("business.other", Text("Other business income")),),
    ),
    Group(
        key="subsidies",
        label=Text("Subsidies"),
        categories=(
            _leaf("transfer.poverty", Text("Poverty relief subsidy")),
            _leaf("transfer.education", Text("Education and training subsidy")),
            _leaf("transfer.medical", Text("Medical subsidy")),
            _leaf("transfer.agriculture", Text("Farming subsidy")),
            _leaf("transfer.forestry", Text("Forestry subsidy")),
            _leaf("transfer.reservoir", Text("Reservoir resettlement subsidy")),
            _leaf("transfer.disability", Text("Disability subsidy")),
            _leaf("transfer.other", Text("Other subsidy")),
        ),
    ),
    Group(
        key="civil",
        label=Text("Dibao, pension, relief"),
        categories=(
            _leaf("transfer.civil.dibao", Text("Dibao payment"), Counts.DIBAO),
            _leaf("transfer.civil.support", Text("Destitute support payment")),
            _leaf("transfer.other.pension", Text("Basic pension"), Counts.PENSION),
            _leaf("transfer.civil.relief", Text("One-off relief"), Counts.RELIEF),
            _leaf("transfer.civil.other", Text("Other civil affairs subsidy")),
        ),
    ),
    Group(
        key="property",
        label=Text("Property"),
        categories=(
            _leaf("property.land", Text("Land rent")),
            _leaf("property.dividends", Text("Dividends")),
            _leaf("property.other", Text("Other property income")),
        ),
    ),
    Group(
        key="other",
        label=Text("Other income"),
        categories=(_leaf("other.other", Text("Other income")),),
    ),
    Group(
        key="cost",
        label=Text("Production costs"),
        categories=(
            _leaf("cost.planting", Text("Costs of planting")),
            _leaf("cost.breeding", Text("Costs of breeding")),
            _leaf("cost.forestry", Text("Costs of forestry")),
            _leaf("cost.other", Text("Other production costs")),
        ),
    ),
)
BY_KEY: Mapping[str, Group] = MappingProxyType({group.key: group for group in GROUPS})
BY_CODE: Mapping[str, Category] = MappingProxyType(
    {category.code: category for group in GROUPS for category in group.categories}
)
"""Every category in the order it is shown."""
