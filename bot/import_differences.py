"""What a file would change, in words: old and new side by side, private numbers masked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.people import ROLE_NAMES, Role
from domain.records import HOUSEHOLD_FIELDS, MEMBER_FIELDS, Field, masked
from domain.refusals import Joined, Text
from imports.plan import Kind
from storage.imported import Beside
from storage.imports import IMPORTED

NOTHING = Text("not stated")
KEPT = Text("{old} (a proposal is open)")


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One value that would change, or would not because a proposal about it is open."""

    what: Text | str
    old: Text | str
    new: Text | str


def differences(kind: Kind, it: Beside) -> Iterator[Difference]:
    """List what would be different."""
    if it.is_new:
        yield Difference(what=Text("New"), old="", new="")
        return
    imported = IMPORTED[kind]
    old, new = imported.plain(it.before), imported.plain(it.after)
    yield from (_of_family if kind is Kind.HOUSEHOLDS else _of_values)(old, new)
    for held in it.held:
        field = (MEMBER_FIELDS if held.member_number else HOUSEHOLD_FIELDS).get(held.field)
        if field is not None:
            now = _value_now(old, held.member_number, held.field)
            kept = Text(KEPT.msgid, old=masked(field, now))
            person = _name(old, held.member_number)
            yield Difference(what=_of(person, field), old=kept, new=masked(field, held.told))


def _value_now(old: Mapping[str, Any], number: str, field: str) -> Any:
    person = old["members"].get(number, {}) if number else {}
    return person.get(field) or person.get("facts", old["facts"] if not number else {}).get(field)


def _name(old: Mapping[str, Any], number: str) -> str:
    return str(old["members"].get(number, {}).get("name", number)) if number else ""


def _of(person: str, field: Field) -> Text:
    label = field.label
    return Text("{person}: {field}", person=person, field=label) if person else label


VALUES = {
    "area_code": Text("Village"),
    "name": Text("Name"),
    "unit": Text("Unit"),
    "duties": Text("Roles"),
    "level": Text("Level"),
    "parent_code": Text("Area above"),
}
POINT = Text("Coordinates")


def _of_values(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for key, label in VALUES.items():
        if old.get(key) != new.get(key):
            yield Difference(what=label, old=_plain(key, old[key]), new=_plain(key, new[key]))
    if old.get("point") != new.get("point"):
        yield Difference(what=POINT, old=_stated(old["point"]), new=_stated(new["point"]))


def _plain(key: str, value: Any) -> Text | str:
    if key != "duties":
        return str(value) if value else NOTHING
    roles = [(ROLE_NAMES[Role(role)], code) for role, code in value]
    named = [Text("{role} {area}", role=role, area=code) if code else role for role, code in roles]
    return Joined(named, by="、") if named else NOTHING


def _stated(point: Any) -> Text:
    return Text("measured anew") if point else NOTHING


def _of_family(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    yield from _of_values(old, new)
    yield from _of_facts("", old["facts"], new["facts"], HOUSEHOLD_FIELDS)
    before, after = old["members"], new["members"]
    for number in [*before, *(it for it in after if it not in before)]:
        person = (before.get(number) or after[number])["name"]
        if number not in before:
            yield Difference(what=person, old="", new=Text("new in the household"))
        elif number not in after:
            yield Difference(what=person, old=Text("in the household"), new=Text("not any more"))
        else:
            told = (_as_facts(before[number]), _as_facts(after[number]))
            yield from _of_facts(person, *told, MEMBER_FIELDS)


def _as_facts(person: Mapping[str, Any]) -> dict[str, Any]:
    return {**person["facts"], "name": person["name"], "id_number": person["id_number"]}


def _of_facts(
    person: str, old: Mapping[str, Any], new: Mapping[str, Any], fields: Mapping[str, Field]
) -> Iterator[Difference]:
    for key, field in fields.items():
        if old.get(key) != new.get(key):
            was, will = masked(field, old.get(key)), masked(field, new.get(key))
            yield Difference(what=_of(person, field), old=was, new=will)
