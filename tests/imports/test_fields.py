from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import idnumbers
from imports import fields
from imports.fields import Misfit

ID = "11010519491231002X"


@pytest.mark.parametrize(
    ("reader", "cell", "value"),
    [
        (fields.words, " 韦\u3000秀 英 ", "韦秀英"),
        (fields.words, "Ａｎｎａ  Wei", "Anna Wei"),
        (fields.words, "古丽·阿依", "古丽·阿依"),
        (fields.words, 12, "12"),
        (fields.parts, "a、b，c；d e\nf", ("a", "b", "c", "d", "e", "f")),
        (fields.parts, "、", ()),
        (fields.code, 450503100201, "450503100201"),
        (fields.code, 450503100201.0, "450503100201.0"),
        (fields.code, "４５０５ ０３", "450503"),
        (fields.code, "'0123", "0123"),
        (fields.mobile, 13900000001, "13900000001"),
        (fields.mobile, "１３９ 0000 0001", "13900000001"),
        (fields.phone, "0779-3201234", "07793201234"),
        (fields.id_number, "11010519491231002x", ID),
        (fields.id_number, f"{ID} 43", f"{ID}43"),
        (fields.day, date(2026, 3, 2), date(2026, 3, 2)),
        (fields.day, "2026-3-2", date(2026, 3, 2)),
        (fields.day, "2026.03.02", date(2026, 3, 2)),
        (fields.day, "2026/3/2 0:00:00", date(2026, 3, 2)),
        (fields.day, "２０２６年３月２日", date(2026, 3, 2)),
        (fields.day, "20260302", date(2026, 3, 2)),
        (fields.day, 20260302, date(2026, 3, 2)),
        (fields.day, 46083, date(2026, 3, 2)),
        (fields.day, "46083", date(2026, 3, 2)),
        (fields.day, 46083.5, date(2026, 3, 2)),
        (fields.yuan, "5,600.50元", Decimal("5600.50")),
        (fields.yuan, 5600.5, Decimal("5600.5")),
        (fields.yuan, "-12", Decimal(-12)),
        (fields.degrees, "109.1234°", 109.1234),
        (fields.degrees, 21, 21.0),
        (fields.whole, "3人", 3),
        (fields.whole, "６个月", 6),
        (fields.whole, 6, 6),
        (fields.yes_no, "是", True),
        (fields.yes_no, "否", False),
        (fields.yes_no, "FALSE", False),
        (fields.yes_no, "y", True),
        (fields.yes_no, 1, True),
    ],
)
def test_real_cells_are_understood(reader, cell, value):
    assert reader(cell) == value


@pytest.mark.parametrize(
    ("reader", "cell", "reason"),
    [
        (fields.code, 4.5050319900101e17, "keeps only 15 digits"),
        (fields.code, 4505031990010100101, "keeps only 15 digits"),
        (fields.code, 1.5, "keeps only 15 digits"),
        (fields.code, "4.50503E+17", "shortened"),
        (fields.id_number, 4.5050319900101e17, "keeps only 15 digits"),
        (fields.id_number, "4.50503E+17", "shortened"),
        (fields.id_number, "110105194912310021", "does not fit"),
        (fields.id_number, "11010519491231002143", "does not fit"),
        (fields.id_number, "1101051949", "18 characters"),
        (fields.phone, "12345", "11 digits"),
        (fields.phone, "没有", "only digits"),
        (fields.mobile, "0779-3201234", "landline"),
        (fields.day, "2026-02-30", "no date"),
        (fields.day, "去年", "no date"),
        (fields.day, 5, "no date"),
        (fields.yuan, "很多", "no amount"),
        (fields.yuan, "NaN", "no amount"),
        (fields.yuan, "1e99", "no amount"),
        (fields.degrees, "109°07'", "no coordinate"),
        (fields.degrees, "nan", "no coordinate"),
        (fields.whole, "3.5", "no whole number"),
        (fields.whole, "-1", "no whole number"),
        (fields.yes_no, "也许", "none of the values"),
    ],
)
def test_what_does_not_fit_says_why_and_what_to_do(reader, cell, reason):
    with pytest.raises(Misfit, match=reason) as caught:
        reader(cell)
    assert caught.value.remedy.render(str).endswith(".")


cells = st.one_of(
    st.text(max_size=30),
    st.integers(),
    st.floats(),
    st.dates(),
    st.from_regex(r"[0-9１-３ .\-/年月日Ee+]{0,20}", fullmatch=True),
)
READERS = [
    fields.words,
    fields.parts,
    fields.code,
    fields.phone,
    fields.mobile,
    fields.id_number,
    fields.day,
    fields.yuan,
    fields.degrees,
    fields.whole,
    fields.yes_no,
]


@given(st.sampled_from(READERS), cells)
def test_whatever_a_cell_holds_it_is_read_or_explained(reader, cell):
    try:
        value = reader(cell)
    except Misfit:
        return
    assert value is not None


@given(st.dates(date(1900, 3, 1), date(2100, 1, 1)))
def test_a_date_is_read_in_every_way_it_is_written(day):
    assert fields.day(day.isoformat()) == day
    assert fields.day(f"{day:%Y%m%d}") == day
    assert fields.day(f"{day.year}年{day.month}月{day.day}日") == day
    number = (day - date(1899, 12, 30)).days
    if number >= 20_000:
        assert fields.day(number) == day


@given(st.dates(date(1930, 1, 1), date(2025, 1, 1)), st.integers(0, 999))
def test_an_id_number_as_a_number_is_never_taken(born_on, serial):
    first = f"450503{born_on:%Y%m%d}{serial:03}"
    number = first + idnumbers.check_digit(first)
    assert fields.id_number(number) == number
    if number.isdecimal():
        with pytest.raises(Misfit):
            fields.id_number(float(number))


def test_a_day_has_no_time():
    assert not isinstance(fields.day("2026-03-02 08:00"), datetime)
    assert fields.day(46083 + 1) - fields.day(46083) == timedelta(days=1)
