"""The card of a household fits one message, whatever the record holds."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import household_cards
from bot.fitting import MOST, Section, fitted
from bot.household_lists import MOST_LETTERS, packed, unpacked
from bot.household_sheets import Sheet
from bot.income_figures import Year
from bot.texts import LANGUAGES, said_in_html, speaking
from domain.cases import Case
from domain.haves import Check, Item, Verdict
from domain.households import Household, Member
from domain.incomes import Figures, Rules
from domain.ladders import SHIPPED, Kind
from domain.pairings import Pairing
from domain.refusals import Text
from domain.visits import State, Visit
from storage.cases import Entry
from storage.households import Known

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
TELEGRAM_TAKES = 4096
LONG = "很长的一句话，" * 40
FACTS = {
    "state": "脱贫不稳定户", "attribute": "低保", "dibao_class": "B", "hamlet": LONG,
    "causes": ["因病", "因残", "因学"], "is_housing_unsafe": True, "is_water_safe": False,
    "is_water_hard_to_get": True, "net_income_per_head_yuan": "123456.78", "phone": "13800000001",
}  # fmt: skip
OF_MEMBER = {
    "relation": "之儿媳", "nation": "壮族", "education": "本科及以上", "pupil_stage": "非在校生",
    "health": ["长期慢性病", "大病", "残疾"], "labour": "弱(半)", "work_place": "县外省内",
    "work_months": 11, "has_serious_illness_cover": True,
    "disability_number": "45050319600101123643",
}  # fmt: skip


def sheet(members: int, words: str = LONG) -> Sheet:
    """Write down as much about a household as there can be."""
    people = tuple(
        Member(number=str(n), name=f"欧阳{words[:20]}", id_number="450503196001011236",
               facts=OF_MEMBER)
        for n in range(members)
    )  # fmt: skip
    household = Household(number="450503101204000123", area_code="450503101204",
                          head_name=f"欧阳{words}", facts=FACTS)  # fmt: skip
    case = Case(number=99999, ladder=SHIPPED[Kind.NEED], topic="water", asker_id=1,
                area_code="450503101204", raised_at=NOW, moved_at=NOW, since_at=NOW)  # fmt: skip
    return Sheet(
        known=Known(id=1, version=1, household=household, members=people, area_name="关井村"),
        today=date(2026, 3, 2),
        haves={it: _check(it, words) for it in Item},
        checked_for_days=180,
        year=_year(),
        pairings=tuple(Pairing(household_id=1, person_id=n, since_on=date(2026, 1, 1), rank=n)
                       for n in range(1, 4)),
        cases=tuple(Entry(case=case, about=words[:20], area="关井村") for _ in range(5)),
        alerts={},
        visits=tuple(_visit(n, words) for n in range(3)),
        open_changes=12, muting=None,
        names=dict.fromkeys(range(4), "尉迟某某"),
    )  # fmt: skip


def _check(item: Item, words: str) -> Check:
    return Check(household_id=1, item=item, verdict=Verdict.UNMET, checked_on=date(2025, 1, 1),
                 standard="revised", reason=words)  # fmt: skip


def _year() -> Year:
    amount = Decimal("1234567.89")
    figures = Figures(register_yuan=amount, recognised_yuan=amount, excluded=(),
                      income_yuan=amount, costs_yuan=amount, people=12, months=12)  # fmt: skip
    return Year(first_on=date(2025, 10, 1), last_on=date(2026, 9, 30), rules=Rules(),
                lines=(), figures=figures)  # fmt: skip


def _visit(number: int, words: str) -> Visit:
    return Visit(id=number, household_id=1, person_id=1, at=NOW - timedelta(days=number),
                 handed_in_at=NOW, state=State.KEPT, is_late=True,
                 answers={"seen": words, "measures": []})  # fmt: skip


def units(written: str) -> int:
    """Count as Telegram does: UTF-16 units, marks left out."""
    return len(re.sub(r"<[^>]+>", "", written).encode("utf-16-le")) // 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("members", [0, 1, 12, 30])
@pytest.mark.parametrize("is_revealed", [False, True])
def test_a_card_with_everything_fits_one_message(language, members, is_revealed):
    with speaking(language):
        written = said_in_html(household_cards.text(sheet(members), is_revealed=is_revealed))
    assert 0 < units(written) <= TELEGRAM_TAKES


def test_a_family_of_twelve_is_shown_whole_when_nobody_writes_novels():
    with speaking("zh_CN"):
        written = said_in_html(household_cards.text(sheet(12, "短"), is_revealed=False))
    assert "12. 欧阳" in written
    assert "还有" not in written


@given(st.lists(st.lists(st.text(max_size=200), max_size=40), max_size=8))
def test_whatever_is_said_fits(texts):
    sections = [
        Section(head=Text("<b>Members</b>"), lines=tuple(line for line in lines if line))
        for lines in texts
    ]
    assert len(fitted(sections).render(str).encode("utf-16-le")) // 2 <= MOST + 300


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=MOST_LETTERS))
def test_a_search_comes_back_from_its_button_as_it_was(words):
    numbers = packed(words)
    assert numbers is not None
    assert all(0 <= it < 2**63 for it in numbers)
    assert unpacked(numbers) == words


@given(st.lists(st.integers(0, 2**63 - 1), max_size=4))
def test_numbers_nobody_packed_are_words_all_the_same(numbers):
    assert isinstance(unpacked(numbers), str)
