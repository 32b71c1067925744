import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.phones import PhoneError, PhoneProblem, from_telegram, is_mobile, mask, normalise

mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@pytest.mark.parametrize(
    "typed",
    [
        "13800000001",
        " 138 0000 0001 ",
        "138-0000-0001",
        "+8613800000001",
        "+86 138 0000 0001",
        "008613800000001",
        "8613800000001",
        "(+86)138-0000-0001",
        "１３８00000001",
        "１３８０００００００１",
        "138\u00a00000\u20110001",
    ],
)
def test_a_chinese_mobile_number_has_one_spelling(typed):
    assert normalise(typed) == "13800000001"


@pytest.mark.parametrize(
    ("typed", "spelling"),
    [
        ("+44 7700 900123", "+447700900123"),
        ("0044 7700 900123", "+447700900123"),
        ("+1 310 555 0123", "+13105550123"),
        ("85291234567", "+85291234567"),
        ("0779-3201234", "07793201234"),
        ("+86 779 3201234", "07793201234"),
        ("+86 10 12345678", "01012345678"),
    ],
)
def test_other_numbers_are_kept_too(typed, spelling):
    assert normalise(typed) == spelling


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("1380000000", PhoneProblem.LENGTH),
        ("138000000011", PhoneProblem.LENGTH),
        ("12800000001", PhoneProblem.LENGTH),
        ("+8612800000001", PhoneProblem.LENGTH),
        ("+12", PhoneProblem.LENGTH),
        ("110", PhoneProblem.LENGTH),
        ("", PhoneProblem.LETTERS),
        ("1.38E+10", PhoneProblem.LETTERS),
        ("无", PhoneProblem.LETTERS),
        ("13800000001/13800000002", PhoneProblem.LENGTH),
    ],
)
def test_what_is_no_number_says_why(typed, reason):
    with pytest.raises(PhoneError) as caught:
        normalise(typed)
    assert caught.value.reason is reason
    assert caught.value.text.msgid.endswith(".")


@pytest.mark.parametrize("prefix", ["86", "+86"])
def test_a_telegram_contact_comes_with_its_country(prefix):
    assert from_telegram(f"{prefix}13800000001") == "13800000001"


@pytest.mark.parametrize("digits", ["13105550123", "+13105550123"])
def test_an_american_contact_is_not_taken_for_a_chinese_one(digits):
    assert from_telegram(digits) == "+13105550123"


@pytest.mark.parametrize("digits", ["", "86", "8612345", "0123456789", "abc"])
def test_a_contact_that_is_no_number_is_refused(digits):
    with pytest.raises(PhoneError):
        from_telegram(digits)


@given(mobiles)
def test_normalising_twice_changes_nothing(phone):
    assert normalise(normalise(phone)) == phone
    assert from_telegram(f"86{phone}") == normalise(f"+86 {phone[:3]} {phone[3:]}") == phone


@given(st.text(max_size=30))
def test_whatever_is_typed_gives_a_number_or_a_reason(typed):
    try:
        phone = normalise(typed)
    except PhoneError:
        return
    assert re.fullmatch(r"\+?[0-9]{7,15}", phone)
    assert normalise(phone) == phone


@pytest.mark.parametrize(
    ("phone", "mobile"), [("13800000001", True), ("+447700900123", True), ("07793201234", False)]
)
def test_only_landlines_cannot_have_telegram(phone, mobile):
    assert is_mobile(phone) is mobile


@pytest.mark.parametrize(
    ("phone", "masked"), [("13800000001", "138****0001"), ("+447700900123", "+44****0123")]
)
def test_the_middle_is_masked(phone, masked):
    assert mask(phone) == masked
    assert mask("12345") == "****"
