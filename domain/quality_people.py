"""Quality rules about members: the head, ID numbers, health, work, school."""

from collections.abc import Iterator, Sequence
from datetime import date

from domain import idnumbers
from domain.doubts import Doubt, Rule, Subject, of_member, said
from domain.households import Member
from domain.idnumbers import IdNumber, IdNumberError, Sex
from domain.refusals import Text

HEAD = "户主"
MONTHS_OF_A_YEAR = 12
CANNOT_WORK = frozenset({"丧失", "无"})
NOWHERE = frozenset({"", "未务工", "无", "未外出务工"})
NO_PUPIL = frozenset({"", "非在校生", "不在校", "无"})
WOMEN = frozenset(
    {"之妻", "妻", "之女", "女", "之母", "母亲", "之儿媳", "儿媳", "之孙女", "孙女", "之岳母"}
)
MEN = frozenset(
    {"之夫", "夫", "之子", "儿子", "之父", "父亲", "之女婿", "女婿", "之孙子", "孙子", "之岳父"}
)
YOUNGER = frozenset({"之子", "儿子", "之女", "女", "之孙子", "孙子", "之孙女", "孙女"})
OLDER = frozenset({"之父", "父亲", "之母", "母亲", "之岳父", "之岳母"})
SCHOOL_BEGINS = (9, 1)


def heads(subject: Subject) -> Iterator[Doubt]:
    """Ask about households without a head, or with several."""
    heads = [it for it in subject.members if said(it, "relation") == HEAD]
    told = [it for it in subject.members if said(it, "relation")]
    if told and not heads:
        words = Text("Nobody is entered as head of the household. Is that right?")
        yield Doubt(rule=Rule.NO_HEAD, words=words, field="relation",
                    grounds={"members": len(told)})  # fmt: skip
    if len(heads) > 1:
        names = "、".join(it.name for it in heads)
        words = Text("Several are entered as head: {names}. Is that right?", names=names)
        yield Doubt(rule=Rule.SEVERAL_HEADS, words=words, field="relation",
                    grounds={"heads": sorted(it.number for it in heads)})  # fmt: skip


def id_numbers(subject: Subject) -> Iterator[Doubt]:
    """Ask about ID numbers that are none, that two share, or that do not fit the person."""
    known = _identities(subject.members)
    head = next((known[it.number] for it in subject.members
                 if it.number in known and said(it, "relation") == HEAD), None)  # fmt: skip
    seen: dict[str, Member] = {}
    for member in subject.members:
        if not member.id_number:
            continue
        yield from _id_twice(member, seen.setdefault(member.id_number, member))
        if member.number in known:
            yield from _id_fits(member, known[member.number], head)
        else:
            yield from _id_wrong(member)


def _identities(members: Sequence[Member]) -> dict[str, IdNumber]:
    found = {}
    for member in members:
        try:
            found[member.number] = idnumbers.parse(member.id_number)
        except IdNumberError:
            continue
    return found


def _id_wrong(member: Member) -> Iterator[Doubt]:
    try:
        idnumbers.parse(member.id_number)
    except IdNumberError as problem:
        words = Text("{name}: {problem} Is the ID number right?",
                     name=member.name, problem=problem.text)  # fmt: skip
        yield of_member(Rule.ID_WRONG, member, "id_number", words, id_number=member.id_number)


def _id_twice(member: Member, first: Member) -> Iterator[Doubt]:
    if first is not member:
        words = Text("{name} and {other} have the same ID number. Is that right?",
                     name=member.name, other=first.name)  # fmt: skip
        yield of_member(Rule.ID_TWICE, member, "id_number", words,
                         id_number=member.id_number, other=first.number)  # fmt: skip


def _id_fits(member: Member, identity: IdNumber, head: IdNumber | None) -> Iterator[Doubt]:
    """Compare sex and birth date with what the record says about somebody."""
    relation = said(member, "relation")
    if identity.sex is not _sex_of(member, identity.sex):
        words = Text("{name} is entered as {relation}, but the ID number is of the other sex. "
                     "Is that right?", name=member.name, relation=relation)  # fmt: skip
        yield of_member(Rule.ID_SEX, member, "id_number", words,
                         id_number=member.id_number, relation=relation)  # fmt: skip
    born_on, born = said(member, "born_on"), identity.born_on
    if (born_on and born_on != born.isoformat()) or (head and _is_odd(relation, born, head)):
        words = Text("{name} is entered as {relation}, but by the ID numbers the ages do not "
                     "fit. Is that right?", name=member.name, relation=relation)  # fmt: skip
        yield of_member(Rule.ID_BIRTH, member, "id_number", words,
                         id_number=member.id_number, relation=relation,
                         head=head.number if head else "")  # fmt: skip


def _sex_of(member: Member, unknown: Sex) -> Sex:
    """Read somebody's sex off the record: as it says, or by the relation to the head."""
    sex, relation = said(member, "sex"), said(member, "relation")
    if sex in ("男", "女"):
        return Sex.MALE if sex == "男" else Sex.FEMALE
    if relation in WOMEN:
        return Sex.FEMALE
    return Sex.MALE if relation in MEN else unknown


def _is_odd(relation: str, born: date, head: IdNumber) -> bool:
    if relation in YOUNGER:
        return born <= head.born_on
    return relation in OLDER and born >= head.born_on


def health(subject: Subject) -> Iterator[Doubt]:
    """Ask about certificates of disability of people who are not entered as disabled."""
    for member in subject.members:
        health = list(said(member, "health") or ())
        if said(member, "disability_number") and "残疾" not in health:
            words = Text("{name} has a disability certificate, but is not entered as disabled. "
                         "Is that right?", name=member.name)  # fmt: skip
            yield of_member(Rule.DISABLED_BUT_HEALTHY, member, "health", words,
                             health=health)  # fmt: skip


def work(subject: Subject) -> Iterator[Doubt]:
    """Ask about work that does not fit its months, or the ability to work."""
    for member in subject.members:
        months, place = said(member, "work_months") or 0, said(member, "work_place")
        labour, works = said(member, "labour"), place not in NOWHERE or months > 0
        grounds = {"work_months": months, "work_place": place, "labour": labour}
        if months > MONTHS_OF_A_YEAR:
            words = Text("{name} works {months} months a year. Is that right?",
                         name=member.name, months=months)  # fmt: skip
            yield of_member(Rule.TOO_MANY_MONTHS, member, "work_months", words, **grounds)
        if labour in CANNOT_WORK and works:
            words = Text("{name} works away, but is entered as unable to work. Is that right?",
                         name=member.name)  # fmt: skip
            yield of_member(Rule.WORKS_WITHOUT_LABOUR, member, "labour", words, **grounds)
        if place not in NOWHERE and not months:
            words = Text("{name} works away, but no months are entered. Is that right?",
                         name=member.name)  # fmt: skip
            yield of_member(Rule.WAGES_WITHOUT_MONTHS, member, "work_months", words, **grounds)


def school(subject: Subject) -> Iterator[Doubt]:
    """Ask about children of school age who are not entered as pupils."""
    for member in subject.members:
        stage = said(member, "pupil_stage")
        age = _school_age(member, subject.today)
        rules = subject.rules
        if stage in NO_PUPIL and age and rules.school_from_age <= age <= rules.school_until_age:
            words = Text(
                "{name} is of school age, but not entered as a pupil. Is that right?",
                name=member.name,
            )
            yield of_member(Rule.OUT_OF_SCHOOL, member, "pupil_stage", words, pupil_stage=stage)


def _school_age(member: Member, today: date) -> int | None:
    """Give how old somebody was when this school year began."""
    try:
        born = idnumbers.parse(member.id_number).born_on
    except IdNumberError:
        return None
    begin = date(today.year, *SCHOOL_BEGINS)
    if today < begin:
        begin = begin.replace(year=today.year - 1)
    return begin.year - born.year - ((born.month, born.day) > (begin.month, begin.day))
