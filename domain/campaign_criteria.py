"""Which criteria suit which people: households are asked of those who answer for some."""

from collections.abc import Set as AbstractSet

from domain.campaigns import Criterion
from domain.people import RESIDENTS, Role
from domain.refusals import Refusal

OF_HOUSEHOLDS = frozenset({Criterion.VERIFIED, Criterion.HAVES, Criterion.HANDBOOK})
"""Criteria that ask the records of the households somebody answers for."""
ANSWER_FOR_HOUSEHOLDS = RESIDENTS | {Role.HELPER, Role.INFORMATION_OFFICER}


def suits(criterion: Criterion, roles: AbstractSet[Role]) -> bool:
    """Tell whether the records know of people with these roles; visits are those of helpers."""
    if criterion is Criterion.VISITED:
        return roles <= {Role.HELPER}
    return criterion not in OF_HOUSEHOLDS or roles <= ANSWER_FOR_HOUSEHOLDS


def check_criterion(criterion: Criterion, roles: AbstractSet[Role]) -> None:
    """Make sure that the records know of these people.

    Raises:
        Refusal: they have no households.
    """
    if not suits(criterion, roles):
        raise Refusal(
            "This is read off the records of households, and not all of these people have any. "
            "Please choose other people, or another way to tell that it is done."
        )
