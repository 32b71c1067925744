from datetime import date

from demo.district import district
from domain.people import Role
from imports.pairings import Known, PairingRecord, parse
from tests.imports.sheets import found, rows

HEADER = ["户编号", "帮扶人手机号", "开始日期"]
KNOWN = Known(
    household_numbers={f"h{n}" for n in range(9)}, helper_phones={"13900000001", "13900000002"}
)


def plan(*lines, known=KNOWN):
    return parse(rows(HEADER, *lines), known)


def test_a_row_is_a_pairing():
    made = plan(["h1", 13900000001, date(2026, 1, 5)], ["h1", "139-0000-0002", "2026年2月1日"])
    assert made.is_clean
    assert made.records == (
        PairingRecord(
            household_number="h1", helper_phone="13900000001", since_on=date(2026, 1, 5)
        ),
        PairingRecord(
            household_number="h1", helper_phone="13900000002", since_on=date(2026, 2, 1)
        ),
    )


def test_every_mistake_is_found_at_once():
    made = plan(
        ["h1", "13900000001", "2026-01-05"],
        ["h1", "+86 139 0000 0001", "2026-02-05"],
        ["h99", "13900000003", "明天"],
        ["", "", ""],
        [" ", "x"],
    )
    assert found(made) == [
        (3, "户编号", "Row {row} pairs the same two."),
        (4, "开始日期", "This is no date."),
        (4, "户编号", "No household has this number."),
        (4, "帮扶人手机号", "No helper has this phone number."),
        (5, "户编号", "This cell is empty."),
        (5, "帮扶人手机号", "This cell is empty."),
        (5, "开始日期", "This cell is empty."),
        (6, "户编号", "This cell is empty."),
        (6, "帮扶人手机号", "A phone number has only digits."),
        (6, "开始日期", "This cell is empty."),
    ]


def test_a_helper_has_at_most_five_households():
    lines = [[f"h{n}", "13900000001", "2026-01-05"] for n in range(7)]
    assert [(m.row, m.column) for m in plan(*lines).mistakes] == [
        (7, "帮扶人手机号"),
        (8, "帮扶人手机号"),
    ]


def test_the_households_a_helper_has_already_count_too():
    known = Known(
        household_numbers=KNOWN.household_numbers,
        helper_phones=KNOWN.helper_phones,
        paired={"13900000001": {"h1", "h8"}},
        limit=3,
    )
    lines = [[f"h{n}", "13900000001", "2026-01-05"] for n in (1, 2, 3)]
    assert [m.row for m in plan(*lines, known=known).mistakes] == [4]


def test_the_pairings_of_the_demo_are_read_back():
    made = district()
    known = Known(
        household_numbers={h.number for h in made.households.records},
        helper_phones={p.phone for p in made.people.records if Role.HELPER in p.roles},
    )
    lines = [[p.household_number, p.helper_phone, p.since_on] for p in made.pairings.records]
    again = plan(*lines, known=known)
    assert again.mistakes == ()
    assert again.records == made.pairings.records
