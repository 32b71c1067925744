"""The facts of a household's record as lines; private ones are masked unless they are revealed."""

from datetime import date

from bot.texts import clipped
from domain import idnumbers
from domain.households import Household, Member
from domain.idnumbers import Sex
from domain.records import HOUSEHOLD_FIELDS, MEMBER_FIELDS, Field, masked, shown
from domain.refusals import Joined, Text

MOST_OF_VALUE = 60
IN_HEAD = frozenset({"state", "hamlet", "size"})
"""What the card says of a household in its first lines."""
OF_MEMBER = (
    "relation", "health", "labour", "work_place", "work_months", "pupil_stage", "education",
    "nation", "has_serious_illness_cover", "disability_number",
)  # fmt: skip
"""What it says of a member, in this order, after name, sex, age and ID number."""
BARE = frozenset({"relation", "health", "nation", "education"})
"""What is understood without saying what it is."""
SEXES = {Sex.MALE: Text("male"), Sex.FEMALE: Text("female")}


def about(household: Household, *, is_revealed: bool) -> tuple[Joined, ...]:
    """Write what the record says of the household itself, two facts a line."""
    said = [
        _labelled(field, household.facts[key], is_revealed=is_revealed)
        for key, field in HOUSEHOLD_FIELDS.items()
        if key not in IN_HEAD and key in household.facts
    ]
    return tuple(Joined(said[first : first + 2], by=" · ") for first in range(0, len(said), 2))


def member_lines(
    members: tuple[Member, ...], today: date, *, is_revealed: bool
) -> tuple[Joined, ...]:
    """Write each member on a line: name, sex and age as the ID number has them, the rest."""
    return tuple(
        _member_line(place, it, today, is_revealed=is_revealed)
        for place, it in enumerate(members, start=1)
    )


def _member_line(place: int, member: Member, today: date, *, is_revealed: bool) -> Joined:
    name = Text("{place}. {name}", place=place, name=clipped(member.name, MOST_OF_VALUE))
    number = MEMBER_FIELDS["id_number"]
    parts = [name, *_by_number(member.id_number, today)]
    if member.id_number:
        parts.append(_value(number, member.id_number, is_revealed=is_revealed))
    for key in OF_MEMBER:
        if key in member.facts:
            write = _value if key in BARE else _labelled
            parts.append(write(MEMBER_FIELDS[key], member.facts[key], is_revealed=is_revealed))
    return Joined(parts, by=" · ")


def _by_number(number: str, today: date) -> list[Text | str]:
    """Give sex and age as an ID number says them; one that is wrong says nothing."""
    try:
        known = idnumbers.parse(number)
    except idnumbers.IdNumberError:
        return []
    had_birthday = (today.month, today.day) >= (known.born_on.month, known.born_on.day)
    age = today.year - known.born_on.year - (not had_birthday)
    return [SEXES[known.sex], Text("{age} years", age=age)]


def _labelled(field: Field, value: object, *, is_revealed: bool) -> Text:
    written = _value(field, value, is_revealed=is_revealed)
    return Text("{label}: {value}", label=field.label, value=written)


def _value(field: Field, value: object, *, is_revealed: bool) -> Text | str:
    written = shown(field, value) if is_revealed else masked(field, value)
    return clipped(written, MOST_OF_VALUE) if isinstance(written, str) else written
