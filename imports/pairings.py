"""Who helps whom, from when: 户编号, 帮扶人手机号, 开始日期."""

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.pairings import Rules
from domain.refusals import Text
from imports.cells import SheetRow
from imports.fields import code, day, mobile
from imports.lines import Line
from imports.plan import Kind, Mistake, Plan
from imports.table import Column, Once, lines

COLUMNS = (
    Column(name="户编号", aliases=("户编码",), is_required=True),
    Column(
        name="帮扶人手机号",
        aliases=("帮扶联系人手机号", "帮扶人电话", "帮扶联系人电话", "手机号"),
        is_required=True,
    ),
    Column(name="开始日期", aliases=("结对日期", "帮扶开始日期", "结对时间"), is_required=True),
)
HOUSEHOLDS_PER_HELPER = Rules().households_per_helper


@dataclass(frozen=True, kw_only=True, slots=True)
class PairingRecord:
    """A household gets a helper on a day."""

    household_number: str
    helper_phone: str
    since_on: date
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What pairings are checked against. `paired` has the households each helper has already."""

    household_numbers: Container[str]
    helper_phones: Container[str]
    paired: Mapping[str, Collection[str]] = field(default_factory=dict)
    limit: int = HOUSEHOLDS_PER_HELPER


def parse(rows: Iterable[SheetRow], known: Known) -> Plan[PairingRecord]:
    """Read pairings against the known households and helpers, and the limit per helper."""
    mistakes: list[Mistake] = []
    records: list[PairingRecord] = []
    seen = Once()
    held: dict[str, set[str]] = {}
    count = 0
    for line in lines(rows, COLUMNS, mistakes):
        count += 1
        record = _pairing(line, known)
        if record is not None and _is_new(line, record, seen):
            _check_limit(line, record, known, held)
            records.append(record)
    return Plan(kind=Kind.PAIRINGS, records=tuple(records), mistakes=tuple(mistakes), rows=count)


def _pairing(line: Line, known: Known) -> PairingRecord | None:
    household = line.need("户编号", code)
    phone = line.need("帮扶人手机号", mobile)
    since_on = line.need("开始日期", day)
    if household is not None and household not in known.household_numbers:
        line.note("户编号", _NO_HOUSEHOLD, Text("Import the household first, or mend its number."))
    if phone is not None and phone not in known.helper_phones:
        line.note("帮扶人手机号", _NO_HELPER, Text("Import the person first, or mend the number."))
    if household is None or phone is None or since_on is None or not line.is_good:
        return None
    return PairingRecord(
        household_number=household, helper_phone=phone, since_on=since_on, row=line.row.number
    )


_NO_HOUSEHOLD = Text("No household has this number.")
_NO_HELPER = Text("No helper has this phone number.")


def _is_new(line: Line, record: PairingRecord, seen: Once) -> bool:
    row = seen.earlier((record.household_number, record.helper_phone), line)
    if row is None:
        return True
    line.note(
        "户编号",
        Text("Row {row} pairs the same two.", row=row),
        Text("Keep one of the two rows."),
    )
    return False


def _check_limit(
    line: Line, record: PairingRecord, known: Known, held: dict[str, set[str]]
) -> None:
    phone = record.helper_phone
    households = held.setdefault(phone, set(known.paired.get(phone, ())))
    if record.household_number not in households and len(households) >= known.limit:
        line.note(
            "帮扶人手机号",
            Text("This helper would have more than {limit} households.", limit=known.limit),
            Text("Give the household to another helper."),
        )
    households.add(record.household_number)
