"""Personal fields cannot be read in the database, nor moved to another row."""

import struct
from datetime import date

import pytest
from sqlalchemy import select, update

from domain.checkins import CheckIn, Grade, Place, Proof, State
from domain.geo import Point
from domain.households import Household, Member
from storage import checkins, drafts, households, outbox, pairings, people
from storage.ids import new_id
from storage.outbox import LETTERS, Parcel
from storage.tables import PersonRow
from storage.vault import Vault, WrongKey
from tests.kit.cast import VILLAGE
from tests.kit.tables import plainly_holds

PHONE, ID_NUMBER, FACT = "13907796543", "450503198506213218", "耳聋三级残疾"
REMARK, LETTER, ANSWER = "户主在北海住院", "信里的话不给人看", "草稿里的话"
POINT = Point(latitude=21.4837261, longitude=109.1913573)
SECRETS = (PHONE, ID_NUMBER, FACT, REMARK, LETTER, ANSWER, "21.4837261", "109.1913573")
BINARY = [struct.pack(order, number) for order in ("<d", ">d") for number in vars(POINT).values()
          if isinstance(number, float)]  # fmt: skip


@pytest.fixture
async def written(database, village, now):
    """Write every kind of personal field there is."""
    async with database.write() as db:
        helper = await people.add(db, "某人", PHONE)
        member = Member(number="1", name="某户", id_number=ID_NUMBER, facts={"健康": FACT})
        household = Household(number="H9", area_code=VILLAGE, head_name="某户", point=POINT,
                              facts={"备注": FACT})  # fmt: skip
        number = await households.put(db, household, [member])
        await pairings.pair(db, number, helper, date(2026, 1, 1))
        checkin = made(helper, number, now)
        assert await checkins.add(db, checkin)
        await checkins.add_remark(db, checkin.id, helper, "reason", REMARK)
        await checkins.add_track_point(db, checkin.id, checkin.proof)
        await drafts.add(db, drafts.begin(helper, "visit", 1, {"words": ANSWER}), now)
        letter = Parcel(key="x", chat_id=1, lane=LETTERS, method="sendMessage",
                        params={"text": LETTER}, due_at=now, expires_at=now)  # fmt: skip
        await outbox.post(db, letter)
    return helper


def made(helper, household, now):
    proof = Proof(point=POINT, sent_at=now, accuracy_m=5.0, grade=Grade.MEASURED)
    place = Place(key="h", name="某户", area_code=VILLAGE, household_id=household)
    return CheckIn(
        id=new_id(),
        person_id=helper,
        place=place,
        at=now,
        local_on=date(2026, 3, 2),
        state=State.PENDING,
        proof=proof,
    )


@pytest.mark.parametrize("secret", SECRETS)
async def test_no_personal_field_can_be_read(database, written, secret):
    assert not await plainly_holds(database, secret)


async def test_no_coordinate_can_be_read_as_a_binary_number(database, written):
    for number in BINARY:
        assert not await plainly_holds(database, number)


async def test_what_is_not_personal_can_be_read(database, written):
    assert await plainly_holds(database, VILLAGE)  # the search itself finds things


async def test_a_phone_copied_to_another_account_does_not_open(database, village, written):
    victim = village.people["韦秀英"]
    async with database.write() as db:
        sealed = await db.scalar(select(PersonRow.phone_sealed).where(PersonRow.id == written))
        this = update(PersonRow).where(PersonRow.id == victim)
        await db.execute(this.values(phone_sealed=sealed))
        with pytest.raises(WrongKey):
            await people.phone_of(db, victim)


async def test_another_key_finds_nobody_and_opens_nothing(database, written):
    other = type(database)(database.url.render_as_string(hide_password=False), Vault(b"x" * 32))
    async with other.read() as db:
        assert await people.by_phone(db, PHONE) is None
        with pytest.raises(WrongKey):
            await people.phone_of(db, written)
    await other.close()
