"""Every table in one place. A column ending in `_sealed` is encrypted for its row (vault.py)."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage.columns import Instant

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
Id = BigInteger().with_variant(Integer, "sqlite")


class Row(DeclarativeBase):
    """What every table's class shares: types and constraint names."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {
        int: BigInteger,
        str: String,
        datetime: Instant,
        bytes: LargeBinary,
    }


class FactRow(Row):
    """Facts about the installation itself: key check, bot name, whether it is a demo."""

    __tablename__ = "facts"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class AreaRow(Row):
    """Districts, towns, villages."""

    __tablename__ = "areas"
    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str]
    level: Mapped[str]
    parent_code: Mapped[str] = mapped_column(String(12))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    datum: Mapped[str | None]


class PersonRow(Row):
    """Accounts; one person has one for life."""

    __tablename__ = "people"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    name: Mapped[str]
    state: Mapped[str]
    language: Mapped[str]
    unit: Mapped[str]
    phone_sealed: Mapped[bytes | None]
    phone_index: Mapped[bytes | None] = mapped_column(unique=True)
    telegram_id: Mapped[int | None] = mapped_column(unique=True)
    bound_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]


class DutyRow(Row):
    """Roles held, each in an area; the code is empty for roles that have none."""

    __tablename__ = "duties"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    area_code: Mapped[str] = mapped_column(String(12), primary_key=True)
    __table_args__ = (Index(None, "role", "area_code"),)


class InvitationRow(Row):
    """Single-use links; only the hash of the word in the link is kept."""

    __tablename__ = "invitations"
    word_hash: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class MoveRow(Row):
    """Requests to move an account to another Telegram user."""

    __tablename__ = "moves"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    telegram_id: Mapped[int]
    asked_at: Mapped[datetime]
    outcome: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    __table_args__ = (
        Index(
            "uq_moves_open",
            "person_id",
            unique=True,
            sqlite_where=text("outcome IS NULL"),
            postgresql_where=text("outcome IS NULL"),
        ),
    )


class HouseholdRow(Row):
    """Households; coordinates and the export's facts are sealed."""

    __tablename__ = "households"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(unique=True)
    area_code: Mapped[str] = mapped_column(ForeignKey("areas.code"), index=True)
    head_name: Mapped[str]
    members: Mapped[int] = mapped_column(Integer)
    point_sealed: Mapped[bytes | None]
    facts_sealed: Mapped[bytes]


class MemberRow(Row):
    """Members of households."""

    __tablename__ = "members"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), index=True)
    number: Mapped[str]
    name: Mapped[str]
    id_number_sealed: Mapped[bytes | None]
    id_number_index: Mapped[bytes | None] = mapped_column(index=True)
    facts_sealed: Mapped[bytes]
    __table_args__ = (UniqueConstraint("household_id", "number"),)


class PairingRow(Row):
    """Household and helper, dated; ended pairings stay as history."""

    __tablename__ = "pairings"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    since_on: Mapped[date]
    until_on: Mapped[date | None]
    __table_args__ = (
        Index(
            "uq_pairings_open",
            "household_id",
            "person_id",
            unique=True,
            sqlite_where=text("until_on IS NULL"),
            postgresql_where=text("until_on IS NULL"),
        ),
    )


class CheckInRow(Row):
    """Check-ins: one per person, place and local day."""

    __tablename__ = "checkins"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("households.id"))
    area_code: Mapped[str] = mapped_column(ForeignKey("areas.code"))
    place: Mapped[str]
    local_on: Mapped[date]
    at: Mapped[datetime]
    state: Mapped[str]
    grade: Mapped[str]
    flags: Mapped[str]
    distance_m: Mapped[int | None] = mapped_column(Integer)
    accuracy_m: Mapped[int | None] = mapped_column(Integer)
    proof_sealed: Mapped[bytes]
    proof_index: Mapped[bytes]
    message_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(Integer)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("person_id", "place", "local_on"),
        Index(None, "area_code", "local_on"),
        Index(None, "person_id", "at"),
        Index(None, "person_id", "message_id"),
    )


class RemarkRow(Row):
    """What was said about a check-in: reason, note, question, answer."""

    __tablename__ = "remarks"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    checkin_id: Mapped[int] = mapped_column(ForeignKey("checkins.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str]
    text_sealed: Mapped[bytes]


class TrackPointRow(Row):
    """Points of a live location after the one that checked in."""

    __tablename__ = "track_points"
    checkin_id: Mapped[int] = mapped_column(ForeignKey("checkins.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    proof_sealed: Mapped[bytes]


class CaseRow(Row):
    """Cases as they stand now; what happened to them, and every word, is in their steps."""

    __tablename__ = "cases"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=True)
    kind: Mapped[str]
    topic: Mapped[str]
    asker_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    area_code: Mapped[str] = mapped_column(ForeignKey("areas.code"))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("households.id"))
    is_urgent: Mapped[bool]
    level: Mapped[str]
    state: Mapped[str]
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(Integer)
    raised_at: Mapped[datetime]
    moved_at: Mapped[datetime]
    __table_args__ = (
        Index(None, "asker_id", "id"),
        Index(
            "ix_cases_open",
            "level",
            "area_code",
            "id",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )


class StepRow(Row):
    """What was done with a case: one a version, appended, never changed."""

    __tablename__ = "steps"
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    deed: Mapped[str]
    level: Mapped[str]
    at: Mapped[datetime]
    words_sealed: Mapped[bytes | None]


class RuleRow(Row):
    """Figures of the rule book with the day from which each holds."""

    __tablename__ = "rules"
    name: Mapped[str] = mapped_column(primary_key=True)
    since_on: Mapped[date] = mapped_column(primary_key=True)
    value: Mapped[str]
    set_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[datetime]


class AuditRow(Row):
    """Who did what that others must be able to trace; subjects are ids, never personal text."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    action: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)


class DraftRow(Row):
    """A form somebody has begun: one of each form per person, at most one of them open."""

    __tablename__ = "drafts"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    form: Mapped[str]
    form_version: Mapped[int] = mapped_column(Integer)
    revision: Mapped[int] = mapped_column(Integer)
    is_open: Mapped[bool]
    answers_sealed: Mapped[bytes]
    updated_at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("person_id", "form"),
        Index(
            "uq_drafts_open",
            "person_id",
            unique=True,
            sqlite_where=text("is_open"),
            postgresql_where=text("is_open"),
        ),
    )


class InboxRow(Row):
    """Updates that took effect or were put in quarantine, so that none does so twice."""

    __tablename__ = "inbox"
    update_id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    received_at: Mapped[datetime] = mapped_column(index=True)
    fault: Mapped[str | None]
    raw_sealed: Mapped[bytes | None]


class OutboxRow(Row):
    """Everything the bot says, until it is said and for a while after."""

    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(unique=True)
    chat_id: Mapped[int]
    lane: Mapped[int] = mapped_column(Integer)
    method: Mapped[str]
    card: Mapped[str | None]
    payload_sealed: Mapped[bytes | None]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    state: Mapped[str]
    lease_owner: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(Integer)
    sent_at: Mapped[datetime | None]
    message_id: Mapped[int | None]
    last_error: Mapped[str | None]
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sent', 'dropped')", name="state"),
        Index(
            "ix_outbox_waiting_chat",
            "chat_id",
            "lane",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_outbox_waiting_lane",
            "lane",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_outbox_card",
            "chat_id",
            "card",
            "id",
            sqlite_where=text("card IS NOT NULL"),
            postgresql_where=text("card IS NOT NULL"),
        ),
    )
