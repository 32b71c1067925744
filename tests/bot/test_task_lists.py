"""The list of one's tasks: what is overdue first, beside campaigns too."""

from datetime import UTC, datetime

from bot import task_lists
from bot.texts import said, speaking

NOW = datetime(2026, 3, 10, 1, tzinfo=UTC)


def written(entries, page=0):
    message = task_lists.listed(entries, page)
    with speaking("zh_CN"):
        labels = [said(it.label) for row in message.keyboard or () for it in row]
        return said(message.text), labels


def test_overdue_cases_come_before_returned_changes():
    returned = task_lists.of_returned([(7, 2, "黄大明"), (8, 1, "黄大明")], NOW)
    words, labels = written([returned, task_lists.of_cases(3, 1, NOW)])
    assert words == (
        "1. 📥 <b>您手上的事项：今天到期 3 件</b>\n其中 1 件已逾期。\n\n"
        "2. ↩ <b>退回给您改的：2 条</b>\n黄大明"
    )
    assert labels == ["1 📥 待办", "2 ✎ 改 黄大明", "2 ✎ 改 黄大明"]


def test_of_many_returned_changes_all_are_counted():
    returned = task_lists.of_returned([(it, 1, f"户{it}") for it in range(1, 8)], NOW)
    words, labels = written([returned])
    assert words == "↩ <b>退回给您改的：7 条</b>\n户1、户2、户3、户4、户5\n……还有 2 处"
    assert len(labels) == 5


def test_one_thing_has_no_number():
    words, labels = written([task_lists.of_cases(1, 0, NOW)])
    assert words == "📥 <b>您手上的事项：今天到期 1 件</b>"
    assert labels == ["📥 待办"]


def test_a_page_too_far_is_the_last_one():
    entries = [task_lists.of_cases(it, 0, NOW) for it in range(1, 9)]
    words, labels = written(entries, 99)
    assert words.startswith("7. ")
    assert labels[-1] == "‹ 前一页"
