from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.idnumbers import (
    IdNumberError,
    IdProblem,
    Sex,
    check_digit,
    is_certificate,
    mask,
    normalise,
    parse,
    parse_certificate,
)

# The example of the standard GB 11643-1999 itself.
STANDARD = "11010519491231002X"
YINHAI = "450503199001010010"


def with_check(first_17):
    return first_17 + check_digit(first_17)


numbers = st.builds(
    lambda place, born, serial: with_check(f"{place:06}{born:%Y%m%d}{serial:03}"),
    st.integers(110000, 659999),
    st.dates(date(1900, 1, 1), date(2030, 12, 31)),
    st.integers(0, 999),
)


def test_the_example_of_the_standard_is_valid():
    found = parse(STANDARD)
    assert (found.place_code, found.born_on, found.sex) == (
        "110105",
        date(1949, 12, 31),
        Sex.FEMALE,
    )


def test_a_number_of_yinhai_is_valid():
    assert parse(with_check(YINHAI[:17])).place_code == "450503"
    assert parse(with_check(YINHAI[:17])).sex is Sex.MALE


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "'11010519491231002X",
        "１１０１０５19491231002ｘ\u3000",
    ],
)
def test_spellings_of_the_same_number(typed):
    assert parse(typed).number == STANDARD


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", IdProblem.LENGTH),
        ("110105491231002", IdProblem.LENGTH),  # the old 15 digits
        (f"{STANDARD}1", IdProblem.LENGTH),
        ("1101051949123100X2", IdProblem.FORM),
        ("01010519491231002X", IdProblem.FORM),
        ("١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", IdProblem.FORM),
        ("11010519491331002X", IdProblem.BIRTH_DATE),
        ("110105194902290021", IdProblem.BIRTH_DATE),
        ("11010500001231002X", IdProblem.BIRTH_DATE),
        ("11010517001231002X", IdProblem.BIRTH_DATE),
        ("110105194912310021", IdProblem.CHECKSUM),
    ],
)
def test_what_is_no_number_says_why(typed, reason):
    with pytest.raises(IdNumberError) as caught:
        parse(typed)
    assert caught.value.reason is reason
    assert caught.value.text.msgid.endswith(".")


@given(numbers)
def test_every_number_with_its_check_digit_is_valid(number):
    found = parse(number)
    assert found.number == number
    assert f"{found.born_on:%Y%m%d}" == number[6:14]


@given(numbers, st.integers(0, 16), st.integers(1, 9))
def test_one_mistyped_digit_is_always_noticed(number, place, more):
    digit = str((int(number[place]) + more) % 10)
    with pytest.raises(IdNumberError):
        parse(number[:place] + digit + number[place + 1 :])


@given(st.text(max_size=25))
def test_whatever_is_typed_gives_a_number_or_a_reason(typed):
    try:
        number = parse(typed).number
    except IdNumberError:
        return
    assert number == normalise(typed)


@pytest.mark.parametrize("suffix", ["", "B1"])
def test_a_disability_certificate_holds_the_id_number(suffix):
    found = parse_certificate(f"{STANDARD.lower()}43{suffix}")
    assert (found.holder.number, found.kind, found.degree) == (STANDARD, 4, 3)
    assert is_certificate(f"{STANDARD}43{suffix}")


@pytest.mark.parametrize("typed", [STANDARD, f"{STANDARD}83", f"{STANDARD}45", f"{STANDARD}432"])
def test_what_is_no_certificate_is_refused(typed):
    assert not is_certificate(typed)
    with pytest.raises(IdNumberError) as caught:
        parse_certificate(typed)
    assert caught.value.reason is IdProblem.CERTIFICATE


def test_a_certificate_needs_a_valid_holder():
    with pytest.raises(IdNumberError) as caught:
        parse_certificate("11010519491231002143")
    assert caught.value.reason is IdProblem.CHECKSUM


def test_the_middle_is_masked():
    assert mask("450503199001011234") == "4505**********1234"
    assert mask("45050319900101123443") == "4505**********1234"
    assert mask("1234") == "****"
