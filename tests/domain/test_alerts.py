"""How alerts are sorted, confirmed line by line, and who may verify, review and close them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain import alert_rules, alerts
from domain.alerts import Alert, FollowUp, Risk, Verified
from domain.ladders import SHIPPED, Kind
from domain.people import Person
from domain.refusals import Refusal, Text
from domain.triage import Class, Facts, triage

RULES = SHIPPED[Kind.ALERT].rules
ILL = Facts(family="illness", income_yuan=3200, spent_yuan=20000, people=3)
ALERT = Alert(number=7, raised_by_id=1, facts=ILL)
DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("income", "spent", "is_listed", "suggested"),
    [
        (5999, 0, True, Class.UNSTABLE),
        (5999, 0, False, Class.MARGINAL),
        (6000, 0, True, Class.NONE),
        (6000, 0, False, Class.NONE),
        (3200, 20000, True, Class.UNSTABLE),
        (9000, 10000, True, Class.SUDDEN),
        (9000, 10000, False, Class.SUDDEN),
        (9000, 9999, True, Class.UNSTABLE),
        (9000, 9999, False, Class.MARGINAL),
        (9000, 8999, True, Class.NONE),
        (60000, 9999, True, Class.NONE),
        (6100, 9300, True, Class.SUDDEN),
        (None, None, True, Class.NONE),
        (None, 10000, True, Class.SUDDEN),
        (None, 9999, True, Class.NONE),
        (0, None, True, Class.UNSTABLE),
        (7000, None, True, Class.NONE),
    ],
)
def test_income_spending_and_the_list_suggest_a_class(income, spent, is_listed, suggested):
    facts = Facts(family="illness", income_yuan=income, spent_yuan=spent, people=3,
                  is_listed=is_listed)  # fmt: skip
    assert triage(facts, RULES).suggested is suggested


def test_a_later_ladder_sorts_by_other_figures_and_asks_for_other_papers():
    facts = Facts(family="illness", income_yuan=6500, spent_yuan=0, people=3)
    later = {**RULES, alert_rules.LINE: 7000, alert_rules.paper("illness", "bills"): 0}
    assert triage(facts, RULES).suggested is Class.NONE
    assert triage(facts, later).suggested is Class.UNSTABLE
    assert triage(facts, RULES).papers == ("consent", "diagnosis", "bills")
    assert triage(facts, later).papers == ("consent", "diagnosis")


def test_without_any_rule_nothing_is_suggested_and_nothing_asked_for():
    found = triage(replace(ILL, spent_yuan=9000), {})
    assert (found.suggested, found.papers) == (Class.NONE, ())


def test_it_says_why_in_plain_lines():
    assert [it.msgid for it in triage(ILL, RULES).why] == [
        "Income per head {income} yuan, below {line}.",
        "Paid out of pocket {spent} yuan{part}: heavy.",
        "The household is on the list of those who exited.",
    ]


@given(
    income=some.none() | some.integers(0, 10**7),
    spent=some.none() | some.integers(0, 10**7),
    people=some.integers(0, 12),
    is_listed=some.booleans(),
    family=some.sampled_from([it.code for it in SHIPPED[Kind.ALERT].topics]),
)
def test_more_spending_or_less_income_never_leads_out_of_a_class(
    income, spent, people, is_listed, family
):
    facts = Facts(family=family, income_yuan=income, spent_yuan=spent, people=people,
                  is_listed=is_listed)  # fmt: skip
    found = triage(facts, RULES)
    assert found.papers[0] == "consent"
    if found.suggested is Class.NONE or income is None:
        return
    worse = replace(facts, income_yuan=income // 2, spent_yuan=(spent or 0) * 2)
    assert triage(worse, RULES).suggested is not Class.NONE


def test_every_family_and_every_rule_has_a_name():
    families = {it.code: it.name for it in SHIPPED[Kind.ALERT].topics}
    assert all(alert_rules.papers_of(code, RULES) for code in families)
    assert all(isinstance(alert_rules.name_of(rule, families), Text) for rule in RULES)
    assert alert_rules.name_of("nonsense", families) == "nonsense"


def test_each_line_is_confirmed_by_itself():
    assert alerts.unconfirmed(ALERT, RULES) == (
        "family", "income", "spent", "class", "consent", "diagnosis", "bills",
    )  # fmt: skip
    known = alerts.confirm(alerts.confirm(ALERT, "family"), "consent")
    known = alerts.with_paper(known, "diagnosis", is_there=False)
    assert alerts.unconfirmed(known, RULES) == ("income", "spent", "class", "bills")
    assert alerts.missing(known, RULES) == ("diagnosis", "bills")
    assert known.version == 4


def test_a_corrected_fact_sorts_anew_and_asks_for_the_class_again():
    known = alerts.confirm(ALERT, "class")
    rich = alerts.correct(alerts.correct(known, "income", "9000"), "spent", "0")
    assert rich.facts == replace(ILL, income_yuan=9000, spent_yuan=0)
    assert rich.class_by(RULES) is Class.NONE
    assert "class" in alerts.unconfirmed(rich, RULES)
    other = alerts.correct(rich, "family", "disaster")
    assert alerts.unconfirmed(other, RULES) == ("class", "consent", "damage", "village")


def test_the_class_is_the_districts_else_the_towns_else_the_askers():
    chosen = alerts.correct(ALERT, "class", "sudden")
    assert (ALERT.class_by(RULES), chosen.class_by(RULES)) == (Class.UNSTABLE, Class.SUDDEN)
    found = Verified(by_id=4, by="某", on=DAY, found=Class.MARGINAL, checkin_id=3)
    verified = alerts.verify(chosen, found)
    assert verified.class_by(RULES) is Class.MARGINAL
    decided = alerts.decide(verified, Class.UNSTABLE)
    assert decided.class_by(RULES) is Class.UNSTABLE
    assert alerts.verify(decided, found).class_by(RULES) is Class.MARGINAL


def test_nobody_verifies_or_reviews_his_own():
    raiser, town, district = (Person(id=it, name="某") for it in (1, 4, 5))
    found = Verified(by_id=4, by="某", on=DAY, found=Class.MARGINAL, checkin_id=3)
    verified = alerts.verify(ALERT, found)
    alerts.check_may_verify(ALERT, town)
    alerts.check_may_review(verified, district)
    with pytest.raises(Refusal):
        alerts.check_may_verify(ALERT, raiser)
    for own in (raiser, town):
        with pytest.raises(Refusal):
            alerts.check_may_review(verified, own)


def test_it_closes_when_the_risk_is_gone_and_nothing_is_open():
    less = alerts.follow_up(ALERT, FollowUp(on=DAY, by="某", risk=Risk.LESS))
    gone = alerts.follow_up(less, FollowUp(on=DAY, by="某", risk=Risk.GONE))
    alerts.check_may_close(gone, 0)
    for alert, count in ((ALERT, 0), (less, 0), (gone, 1)):
        with pytest.raises(Refusal):
            alerts.check_may_close(alert, count)
