"""Closed-loop users say the next thing when they are answered, and not before."""

from benchmarks.conversation import FIRST_USER, REASON, START_WORD
from benchmarks.users import Users


def made():
    said = []
    users = Users(2, 10, lambda: 0, lambda chat, message: said.append((chat, message)))
    users.start()
    return users, said


def words(said, chat):
    return [
        message.get("text", "location")
        for heard_in, message in said
        if heard_in == FIRST_USER + chat
    ]


def test_nobody_goes_on_before_the_answer():
    users, said = made()
    users.heard(FIRST_USER)
    assert words(said, 0) == [START_WORD, "location"]
    assert words(said, 1) == [START_WORD]


def test_whoever_has_finished_makes_room_for_somebody_new():
    users, said = made()
    for _ in range(3):
        users.heard(FIRST_USER + 1)
    assert words(said, 1) == [START_WORD, "location", REASON]
    assert words(said, 2) == [START_WORD]
    assert (users.confirmed, len(users.answers)) == (1, 3)


async def test_at_the_end_everybody_finishes_and_nobody_begins():
    users, said = made()
    for chat in (0, 0, 1, 1):
        users.heard(FIRST_USER + chat)
    finishing = users.finish()
    for chat in (0, 1):
        users._is_closing = True
        users.heard(FIRST_USER + chat)
    await finishing
    assert users.confirmed == 2
    assert words(said, 2) == []
