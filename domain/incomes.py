"""Income and expenditure 收支登记: monthly lines, and the two figures of a year (DOMAIN §2)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Line:
    """So many yuan of one category in one month; `month_on` is its first day.

    `heads` is how many people earned it, for wages. An amount of costs is positive too: its
    category says that it is spent.
    """

    id: int
    household_id: int
    month_on: date
    category: str
    amount_yuan: Decimal
    person_id: int
    at: datetime
    heads: int | None = None
    visit_id: int | None = None
