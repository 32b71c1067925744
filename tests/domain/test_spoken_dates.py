"""Days and moments as people type them; today is Thursday, 2 July 2026, unless said otherwise."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import SHANGHAI
from domain.refusals import Refusal
from domain.spoken_dates import AHEAD, BACK, NEAR, Toward, Wanted, parse_day, parse_moment

NOW = datetime(2026, 7, 2, 9, tzinfo=SHANGHAI)
"""A Thursday."""


def day(written):
    return date.fromisoformat(written if len(written) > 5 else f"2026-{written}")


AHEAD_OF_US = (
    ("7月20日", "07-20"),
    ("７月２０日", "07-20"),
    ("七月二十日", "07-20"),
    ("七月二十", "07-20"),
    ("七月二十一号", "07-21"),
    ("十月一日", "10-01"),
    ("十二月三十一日", "12-31"),
    ("7-20", "07-20"),
    ("7/20", "07-20"),
    ("7.20", "07-20"),
    ("07.20", "07-20"),
    ("7 月 20 日", "07-20"),
    ("7月20日（周一）", "07-20"),
    ("7月20日前", "07-20"),
    ("7月20号之前", "07-20"),
    ("2026-07-20", "07-20"),
    ("2026/7/20", "07-20"),
    ("2026.7.20", "07-20"),
    ("20260720", "07-20"),
    ("2026年7月20日", "07-20"),
    ("二〇二六年七月二十日", "07-20"),
    ("26年7月20日", "07-20"),
    ("2025-07-20", "2025-07-20"),
    ("7月1日", "2027-07-01"),
    ("7月2日", "07-02"),
    ("今年7月1日", "07-01"),
    ("明年7月1日", "2027-07-01"),
    ("2月29日", "2028-02-29"),
    ("1月5日", "2027-01-05"),
    ("20号", "07-20"),
    ("20日", "07-20"),
    ("二十号", "07-20"),
    ("1号", "08-01"),
    ("2号", "07-02"),
    ("31号", "07-31"),
    ("本月25号", "07-25"),
    ("下个月10号", "08-10"),
    ("下月10日", "08-10"),
    ("下下个月10号", "09-10"),
    ("今天", "07-02"),
    ("明天", "07-03"),
    ("后天", "07-04"),
    ("後天", "07-04"),
    ("大后天", "07-05"),
    ("昨天", "07-01"),
    ("周五", "07-03"),
    ("周四", "07-02"),
    ("周三", "07-08"),
    ("下周五", "07-10"),
    ("下下周一", "07-13"),
    ("下下个星期一", "07-13"),
    ("本周日", "07-05"),
    ("这周一", "06-29"),
    ("星期天", "07-05"),
    ("礼拜三", "07-08"),
    ("下礼拜三", "07-08"),
    ("周7", "07-05"),
    ("月底", "07-31"),
    ("本月底", "07-31"),
    ("这个月末", "07-31"),
    ("三月底", "2027-03-31"),
    ("7月底", "07-31"),
    ("下月底", "08-31"),
    ("下个月底", "08-31"),
    ("下月初", "08-01"),
    ("二月底", "2027-02-28"),
    ("年底", "12-31"),
    ("今年底", "12-31"),
    ("明年年底", "2027-12-31"),
    ("季度末", "09-30"),
    ("本季度末", "09-30"),
    ("三天后", "07-05"),
    ("3天之后", "07-05"),
    ("过三天", None),
    ("两周后", "07-16"),
    ("两个星期以后", "07-16"),
    ("一个月后", "08-02"),
    ("半个月后", "07-17"),
    ("半年后", "2027-01-02"),
    ("一年后", "2027-07-02"),
    ("today", "07-02"),
    ("Tomorrow", "07-03"),
    ("day after tomorrow", "07-04"),
    ("friday", "07-03"),
    ("on Friday", "07-03"),
    ("next friday", "07-10"),
    ("this fri", "07-03"),
    ("20 July", "07-20"),
    ("20th of july", "07-20"),
    ("July 20", "07-20"),
    ("Jul 20, 2027", "2027-07-20"),
    ("may 5", "2027-05-05"),
    ("end of month", "07-31"),
    ("end of next month", "08-31"),
    ("the end of the year", "12-31"),
    ("in 3 days", "07-05"),
    ("in a month", "08-02"),
    ("", None),
    ("胡言乱语", None),
    ("2026-02-30", None),
    ("2月30日", None),
    ("13月1日", None),
    ("13月底", None),
    ("32号", None),
    ("0号", None),
    ("周八", None),
    ("99999", None),
    ("9999年后", None),
    ("9999-12-31", None),
    ("0001-01-01", None),
    ("friyay", None),
    ("31 juni", None),
    ("²", None),
    ("十十", None),
    ("7.2 1", None),
    ("18:00", None),
)


@pytest.mark.parametrize(("written", "meant"), AHEAD_OF_US)
def test_a_day_ahead_is_read_as_people_write_it(written, meant):
    assert parse_day(written, NOW, AHEAD) == (meant and day(meant))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("7月20日", "2025-07-20"),
        ("7月1日", "07-01"),
        ("20号", "06-20"),
        ("2号", "07-02"),
        ("31号", "05-31"),
        ("上个月5号", "06-05"),
        ("周五", "06-26"),
        ("周四", "07-02"),
        ("上周五", "06-26"),
        ("上上周五", "06-19"),
        ("前天", "06-30"),
        ("大前天", "06-29"),
        ("三天前", "06-29"),
        ("两周以前", "06-18"),
        ("上月底", "06-30"),
        ("月底", "06-30"),
        ("年底", "2025-12-31"),
        ("friday", "06-26"),
        ("last monday", "06-22"),
        ("2月29日", "2024-02-29"),
        ("7月1日前", None),
    ],
)
def test_a_day_that_has_been_is_the_last_such_day(written, meant):
    assert parse_day(written, NOW, BACK) == (meant and day(meant))


@pytest.mark.parametrize(
    ("written", "meant"),
    [("12月31日", "12-31"), ("1月2日", "01-02"), ("30号", "06-30"), ("周日", "07-05")],
)
def test_otherwise_a_day_is_the_nearest(written, meant):
    assert parse_day(written, NOW, NEAR) == day(meant)


@pytest.mark.parametrize(
    ("today", "written", "meant"),
    [
        ("2026-01-31", "一个月后", "02-28"),
        ("2026-01-31", "31号", "01-31"),
        ("2026-02-01", "31号", "03-31"),
        ("2026-12-31", "下月底", "2027-01-31"),
        ("2026-12-31", "下周五", "2027-01-08"),
        ("2026-07-05", "周日", "07-05"),
        ("2026-07-05", "下周一", "07-06"),
        ("2026-11-30", "三个月后", "2027-02-28"),
        ("2028-02-29", "一年后", "2029-02-28"),
        ("2026-12-15", "季度末", "12-31"),
    ],
)
def test_months_weeks_and_years_end_where_they_end(today, written, meant):
    now = datetime.combine(date.fromisoformat(today), time(23, 59), SHANGHAI)
    assert parse_day(written, now, AHEAD) == day(meant)


def test_today_is_the_day_in_shanghai():
    late_in_greenwich = datetime(2026, 7, 2, 16, 30, tzinfo=UTC)
    assert parse_day("今天", late_in_greenwich) == date(2026, 7, 3)


@pytest.mark.parametrize(
    "written", ["农历七月初一", "正月十五", "腊月二十", "初八", "三月三", "農曆六月", "七月廿"]
)
def test_the_lunar_calendar_is_refused_with_a_word(written):
    with pytest.raises(Refusal, match="公历"):
        parse_day(written, NOW, AHEAD)


SIX = Wanted(toward=Toward.AHEAD, at=time(18))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("7月20日", "07-20 18:00"),
        ("下周五下午5点", "07-10 17:00"),
        ("下周五 下午五点半", "07-10 17:30"),
        ("明天17:30", "07-03 17:30"),
        ("明早8点", "07-03 08:00"),
        ("今晚八点", "07-02 20:00"),
        ("7-20 18:00", "07-20 18:00"),
        ("7.2 10:00", "07-02 10:00"),
        ("7.20 8点", "07-20 08:00"),
        ("7月20日18点前", "07-20 18:00"),
        ("7月20日24点前", "07-20 23:59"),
        ("7月20号24时00分", "07-20 23:59"),
        ("7.20 24:00", "07-20 23:59"),
        ("7月18点", None),
        ("7月205", None),
        ("2026-07-20 1830", "07-20 18:30"),
        ("20号9点", "07-20 09:00"),
        ("月底中午12点", "07-31 12:00"),
        ("三天后9点", "07-05 09:00"),
        ("下周五十点", "07-10 10:00"),
        ("下周五 十点", "07-10 10:00"),
        ("下星期五十八点", "07-10 18:00"),
        ("下周一十二点半", "07-06 12:30"),
        ("礼拜二 二十点", "07-07 20:00"),
        ("下周日十点", "07-12 10:00"),
        ("七月三 10点", "07-03 10:00"),
        ("七月二十 十点", "07-20 10:00"),
        ("今晚12点", None),
        ("今晚零点", None),
        ("next friday 5pm", "07-10 17:00"),
        ("18:00", None),
        ("明天25:00", None),
        ("", None),
    ],
)
def test_a_day_may_be_said_with_a_time(written, meant):
    found = parse_moment(written, NOW, SIX)
    assert (found and f"{found.astimezone(SHANGHAI):%m-%d %H:%M}") == meant


@pytest.mark.parametrize("long", ["前" * 4000, "7月20日" + "止" * 3000, "1" * 4096, "周" * 4096])
def test_a_long_story_is_no_day(long):
    assert parse_day(long, NOW, AHEAD) is None
    assert parse_moment(long, NOW, SIX) is None


@given(st.text(alphabet="一二十两0123456789年月日号周下上个底天后前-./: 半点pm農初", max_size=12))
def test_whatever_is_typed_is_a_day_or_none(written):
    for wanted in (AHEAD, BACK, NEAR):
        try:
            found = parse_day(written, NOW, wanted)
            assert found is None or abs(found.year - 2026) <= 100
            parse_moment(written, NOW, wanted)
        except Refusal:
            pass


@given(st.dates(date(2026, 7, 2), date(2027, 7, 1)))
def test_every_day_of_the_year_ahead_is_found_by_what_it_is_called(meant):
    for written in (f"{meant.month}月{meant.day}日", f"{meant:%m-%d}", f"{meant:%Y%m%d}"):
        assert parse_day(written, NOW, AHEAD) == meant
