"""One letter holds everything: by consequence, with the first action, what is long folds."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot import campaign_letters
from bot.call_reading import Call
from bot.digest_cards import Item, compose
from bot.texts import said, speaking
from domain.campaigns import Audience, Campaign, Criterion, Owing, Standing
from domain.campaigns import Item as Home
from domain.duties import Reach
from domain.people import Person, Role

NOW = datetime(2026, 3, 10, 0, 5, tzinfo=UTC)
HER = Person(id=1, name="韦秀英")


def item(number, days, criterion=Criterion.CONFIRMED, homes=(), *, is_loud=False, **more):
    due_at = NOW + timedelta(days=days, hours=9, minutes=55)
    campaign = Campaign(
        number=number,
        title=f"任务{number}",
        what="",
        criterion=criterion,
        audience=Audience(roles=frozenset({Role.HELPER})),
        opens_on=date(2026, 3, 1),
        due_at=due_at,
        is_loud=is_loud,
        set_at=NOW,
    )
    owing = Owing(
        campaign=number,
        person_id=1,
        name="韦秀英",
        area_code="",
        unit="",
        reach=Reach.REACHED,
        standing=Standing.OPEN,
        due_at=due_at,
        items=tuple(
            Home(id=it, name=f"户{it}", area_code="", standing=Standing.OPEN) for it in homes
        ),
    )
    return Item(campaign=campaign, owing=owing, **more)


def lines(message):
    with speaking("zh_CN"):
        return said(message.text).split("\n")


def labels(message):
    with speaking("zh_CN"):
        return [said(it.label) for row in message.keyboard for it in row]


def test_what_is_overdue_comes_first_then_what_is_due_next():
    heads = [it for it in lines(compose(HER, [item(1, 5), item(2, 0), item(3, -2)], NOW))
             if "任务" in it]  # fmt: skip
    assert heads == ["1. 🔴 <b>任务3</b>", "2. 🟠 <b>任务2</b>", "3. 🔵 <b>任务1</b>"]


def test_the_first_action_is_that_of_the_first_task():
    several = compose(HER, [item(1, 5), item(2, 0, Criterion.HANDED_IN)], NOW)
    assert labels(several) == ["1 📎 交材料", "📒 我的任务", "⏰ 明天再提醒"]
    alone = compose(HER, [item(1, 0, Criterion.VISITED, range(3))], NOW)
    assert labels(alone) == ["📝 走访 户0", "📒 我的任务", "⏰ 明天再提醒"]


def test_many_households_are_counted():
    words = lines(compose(HER, [item(1, 3, Criterion.VISITED, range(20))], NOW))
    assert words[0] == "🔔 <b>任务1：还有 20 户没完成（共 20 户）</b>"
    assert [it for it in words if it.startswith("……")] == ["……还有 12 处"]


@pytest.mark.parametrize(
    ("it", "is_silent"),
    [
        (item(1, 7), True),
        (item(1, 7, is_loud=True), False),
        (item(1, 0), False),
        (item(1, -1), False),
        (item(1, 7, asked_by="莫小兰"), False),
    ],
    ids=["quiet, a week before", "loud", "the day", "after", "asked again"],
)
def test_when_it_makes_a_sound(it, is_silent):
    assert compose(HER, [it], NOW).silent is is_silent


def test_what_goes_with_it_folds_when_it_is_long():
    short = compose(HER, [item(1, 3)], NOW, more=["一", "二"])
    long = compose(HER, [], NOW, more=[str(it) for it in range(9)])
    assert "blockquote" not in "".join(lines(short))
    assert lines(long)[0] == "<blockquote expandable>0"
    assert not long.silent
    assert not long.keyboard


def test_however_much_it_is_it_fits_one_message():
    much = [item(it, it - 15, Criterion.VISITED, range(30)) for it in range(30)]
    words = "\n".join(lines(compose(HER, much, NOW, more=["很长" * 200] * 20)))
    assert len(words) < 4096


def test_it_rings_when_somebody_has_to_be_called():
    quiet = compose(HER, [item(1, 5)], NOW)
    assert quiet.silent
    call = Call(person_id=2, name="黎新来", unit="", reach=Reach.UNBOUND, area_code="", matters=())
    assert not campaign_letters.with_calls(quiet, [call]).silent
