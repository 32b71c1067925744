"""The questions about changes of a record: whose, which fields, what is right, how one knows."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.answers import Kind as Answer
from bot.change_fields import COMES_OR_GOES, JOINING, LEAVING
from bot.change_values import answer_of, typed, value_step
from bot.forms import Filling, Option, Step
from domain import records
from domain.record_values import checked
from domain.records import HEALTHY, HOUSEHOLD_FIELDS, MEMBER_FIELDS, Field, Kind
from domain.refusals import Joined, Refusal, Text

NAME = "change"
HOUSEHOLD, NEW, LEAVES = "h", "new", "leaves"
GOES = "gone"
"""Stands for the member in the question why somebody leaves that is asked again."""
MOST_PHOTOS = 3


def fields_of(group: str) -> Mapping[str, Field]:
    """List the fields of a group: the household's, or a member's."""
    return HOUSEHOLD_FIELDS if group == HOUSEHOLD else MEMBER_FIELDS


def steps(filling: Filling) -> tuple[Step, ...]:
    """List the questions, by what was chosen so far."""
    known = filling.given[NAME]
    asked = [_where(known)]
    groups = filling.answer(f"{NAME}.where") or []
    for group in groups:
        asked += _new_member(known) if group == NEW else _group(filling, known, group)
    return tuple([*asked, *evidence()] if groups else asked)


def _where(known: Mapping[str, Any]) -> Step:
    async def offered(_filling: Filling) -> list[Option]:
        members = [
            Option(key=f"m{place}", label=it["name"]) for place, it in enumerate(known["members"])
        ]
        household = Option(key=HOUSEHOLD, label=Text("🏠 The household"))
        return [household, *members, Option(key=NEW, label=Text("➕ Somebody joins"))]

    return Step(
        name=f"{NAME}.where",
        kind=Answer.CHOOSE_MANY,
        label=Text("Changes"),
        prompt=Text("Is anything in the record different now? Tap what it is about, then Done."),
        options=offered,
        prefill=lambda _filling: None,
        most=12,
    )


def _group(filling: Filling, known: Mapping[str, Any], group: str) -> list[Step]:
    """Ask which fields of a group change, and each of them."""
    said = facts_of(known, group)
    chosen = filling.answer(f"{NAME}.{group}") or []
    which = _which(group, said)
    if LEAVES in chosen:
        return [which, _leaves(group, said)]
    return [which, *[_new_value(group, key, said) for key in chosen if key in fields_of(group)]]


def facts_of(known: Mapping[str, Any], group: str) -> Mapping[str, Any]:
    """Return what the record said of a group when the form was begun."""
    if group == HOUSEHOLD:
        return dict(known["facts"])
    place = int(group[1:])
    return dict(known["members"][place]) if place < len(known["members"]) else {}


def _which(group: str, said: Mapping[str, Any]) -> Step:
    async def offered(_filling: Filling) -> list[Option]:
        found = [Option(key=key, label=it.label) for key, it in fields_of(group).items()]
        if group != HOUSEHOLD:
            found.append(Option(key=LEAVES, label=Text("🚪 Leaves the family")))
        return found

    return Step(
        name=f"{NAME}.{group}",
        kind=Answer.CHOOSE_MANY,
        label=_name(said),
        prompt=Text("{whose}: what is different? Tap it, then Done.", whose=_name(said)),
        options=offered,
        most=len(fields_of(group)) + 1,
    )


def _name(said: Mapping[str, Any]) -> Text:
    return Text("{name}", name=said["name"]) if "name" in said else Text("Household")


def _new_value(group: str, key: str, said: Mapping[str, Any]) -> Step:
    field = fields_of(group)[key]
    prompt = Text(
        "{whose} · {field}\nIn the record: {now}\nWhat is right?",
        whose=_name(said),
        field=field.label,
        now=records.masked(field, said.get(key)),
    )
    if not field.choices and field.kind is not Kind.YES_NO:
        prompt = Joined([prompt, Text("Please type it.")])
    name = f"{NAME}.{group}.{key}"
    kept = _kept(field, said.get(key))
    if not kept:
        return value_step(name, field, prompt, about=_name(said))
    return value_step(name, field, prompt, about=_name(said), prefill=lambda _filling: kept,
                      unchanged=Text("As in the record"))  # fmt: skip


def _kept(field: Field, value: Any) -> Any:
    """Of several values, those that a further one is added to: nobody taps them all again."""
    if field.kind is not Kind.SEVERAL:
        return None
    return answer_of(field, [it for it in value or () if it != HEALTHY])


def _leaves(group: str, said: Mapping[str, Any]) -> Step:
    return Step(
        name=f"{NAME}.{group}.{LEAVES}",
        kind=Answer.CHOOSE,
        label=COMES_OR_GOES,
        prompt=Text("Why does {name} leave the household?", name=_name(said)),
        options=_reasons(LEAVING),
    )


def _reasons(table: Mapping[str, Text]) -> Callable[[Filling], Awaitable[list[Option]]]:
    async def offered(_filling: Filling) -> list[Option]:
        return [Option(key=key, label=label) for key, label in table.items()]

    return offered


def _new_member(known: Mapping[str, Any]) -> list[Step]:
    """Ask who joins the household, and why."""
    names = {it["name"] for it in known["members"]}

    def is_new(answer: Any, _filling: Filling) -> Any:
        name = checked(MEMBER_FIELDS["name"], typed(answer))
        if name in names:
            raise Refusal("{name} is in the household already.", name=name)
        return name

    name = value_step(f"{NAME}.{NEW}.name", MEMBER_FIELDS["name"], Text("Who joins? The name:"))
    number = MEMBER_FIELDS["id_number"]
    why = Step(
        name=f"{NAME}.{NEW}.reason",
        kind=Answer.CHOOSE,
        label=COMES_OR_GOES,
        prompt=Text("Why does this person join?"),
        options=_reasons(JOINING),
    )
    return [
        replace(name, check=is_new),
        value_step(
            f"{NAME}.{NEW}.relation",
            MEMBER_FIELDS["relation"],
            Text("Related how to the head? Tap or type."),
        ),
        why,
        replace(
            value_step(
                f"{NAME}.{NEW}.id_number",
                number,
                Text("The ID number, as the card or the register has it. Skip what you lack."),
            ),
            optional=True,
        ),
    ]


def member_again(known: Mapping[str, Any], what: Mapping[str, Any]) -> list[Step]:
    """Ask again about somebody who joins or leaves; what was proposed before may stand."""
    before = what["new"]
    if "name" in before:
        steps, prefix = _new_member(known), f"{NAME}.{NEW}."
    else:
        steps, prefix = [_leaves(GOES, what["old"] or {"name": "?"})], f"{NAME}.{GOES}."
    return [
        _as_proposed(it, before.get(it.name.removeprefix(prefix).replace(LEAVES, "reason")))
        for it in steps
    ]


def _as_proposed(step: Step, value: Any) -> Step:
    if value is None:
        return step
    return replace(step, prefill=lambda _filling: value, unchanged=Text("As I proposed"))


def evidence(before: str = "") -> list[Step]:
    """Ask how somebody knows, and for a photo; what was said before may stand."""

    async def offered(_filling: Filling) -> list[Option]:
        return [
            Option(key="told", label=Text("The family says so")),
            Option(key="paper", label=Text("I saw the document")),
            Option(key="seen", label=Text("I saw it myself")),
        ]

    return [
        Step(
            name=f"{NAME}.how",
            kind=Answer.TEXT,
            label=Text("Evidence"),
            prompt=Text("How do you know? Tap or type; the resident who reviews it reads this."),
            options=offered,
            check=lambda answer, _filling: typed(answer),
            prefill=(lambda _filling: before) if before else None,
            unchanged=Text("As before"),
        ),
        Step(
            name=f"{NAME}.photos",
            kind=Answer.PHOTOS,
            label=Text("Photos of evidence"),
            prompt=Text("A photo of the document or the thing? Send it, or skip."),
            optional=True,
            most=MOST_PHOTOS,
        ),
    ]


def known_by(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Read how somebody knows: the words, and the ids of the photos."""
    photos = answers.get(f"{NAME}.photos") or []
    return {
        "evidence": str(answers.get(f"{NAME}.how") or ""),
        "files": tuple(it["file"] for it in photos if it.get("file")),
    }
