"""What a field of the record may say, how it is written, and what is hidden of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import records
from domain.record_values import checked
from domain.refusals import Refusal
from imports.households import HouseholdRecord
from imports.members import MemberRecord

EVERY = {**records.HOUSEHOLD_FIELDS, **records.MEMBER_FIELDS}
ID = "11010519491231002X"
TAKEN = [
    ("labour", "弱(半)", "弱(半)"),
    ("causes", ["缺水", "因病"], ["缺水", "因病"]),
    ("health", ["大病", "残疾"], ["大病", "残疾"]),
    ("is_water_safe", "no", False),
    ("is_water_safe", True, True),
    ("work_months", "12", 12),
    ("work_months", "０", 0),
    ("size", "4", 4),
    ("net_income_per_head_yuan", "5,600.50元", "5600.5"),
    ("net_income_per_head_yuan", "-300", "-300"),
    ("phone", "139 0000 0001", "13900000001"),
    ("id_number", "11010519491231002x", ID),
    ("disability_number", f"{ID}43", f"{ID}43"),
    ("hamlet", "  上  屯 ", "上 屯"),
    ("dibao_class", "A", "A"),
]
REFUSED = [
    ("labour", "很好"),
    ("causes", []),
    ("causes", ["因病", "因残", "因学", "因灾"]),
    ("causes", ["因病", "不明"]),
    ("health", ["健康", "大病"]),
    ("is_water_safe", "也许"),
    ("is_water_safe", ["yes"]),
    ("work_months", "13"),
    ("work_months", "1.5"),
    ("work_months", "两"),
    ("size", "0"),
    ("size", "9" * 400),
    ("net_income_per_head_yuan", "很多"),
    ("net_income_per_head_yuan", "1e9"),
    ("net_income_per_head_yuan", "NaN"),
    ("phone", "12345"),
    ("id_number", "110105194912310021"),
    ("disability_number", ID),
    ("hamlet", ""),
    ("hamlet", "屯" * 61),
    ("dibao_class", "D"),
]


def plain(text):
    return text if isinstance(text, str) else text.render(str)


@pytest.mark.parametrize(("key", "written", "kept"), TAKEN)
def test_what_fits_is_kept_in_the_records_spelling_and_fits_again(key, written, kept):
    value = checked(EVERY[key], written)
    assert (value, type(value)) == (kept, type(kept))
    assert checked(EVERY[key], value) == kept


@pytest.mark.parametrize(("key", "written"), REFUSED)
def test_what_does_not_fit_is_refused_with_what_does(key, written):
    with pytest.raises(Refusal) as no:
        checked(EVERY[key], written)
    assert len(plain(no.value.text)) > 15


@given(st.sampled_from(sorted(EVERY)), st.text(max_size=30))
def test_whatever_is_typed_is_taken_or_refused_and_never_breaks(key, written):
    try:
        value = checked(EVERY[key], written)
    except Refusal:
        return
    assert checked(EVERY[key], value) == value
    assert plain(records.shown(EVERY[key], value))


def test_every_fact_of_the_national_export_is_a_field():
    own = {"number", "area_code", "point", "members", "row"}
    assert set(HouseholdRecord.__annotations__) - own <= set(records.HOUSEHOLD_FIELDS)
    assert set(MemberRecord.__annotations__) - {"number"} == set(records.MEMBER_FIELDS)


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("phone", "13900000001", "139****0001"),
        ("id_number", ID, "1101**********002X"),
        ("disability_number", f"{ID}43", "1101**********002X43"),
        ("phone", None, "not stated"),
        ("health", ["大病", "残疾"], "大病、残疾"),
        ("is_water_safe", False, "no"),
        ("work_months", 0, "0"),
        ("net_income_per_head_yuan", "5600", "5600 yuan"),
    ],
)
def test_values_read_as_people_write_them_and_private_ones_are_masked(key, value, read):
    assert plain(records.masked(EVERY[key], value)) == read


def test_a_field_is_found_by_whose_it_is():
    assert records.field_of("labour", "H0001-1") is records.MEMBER_FIELDS["labour"]
    assert records.field_of("labour") is None
    assert records.field_of("state") is records.HOUSEHOLD_FIELDS["state"]
