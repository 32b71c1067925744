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
Bytewise = String().with_variant(String(collation="C"), "postgresql")
"""Text that is sorted and searched from its beginning alike on both databases."""


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
    """Households; coordinates and facts are sealed. `version` grows with the record.

    Names and numbers stand backwards too, so that an index finds their ends (decision 0023).
    `doubted_version` is the one that the quality rules have looked at; 0 asks them to look again.
    """

    __tablename__ = "households"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(Bytewise, unique=True)
    area_code: Mapped[str] = mapped_column(ForeignKey("areas.code"))
    head_name: Mapped[str] = mapped_column(Bytewise)
    initials: Mapped[str] = mapped_column(Bytewise, server_default="")
    name_backwards: Mapped[str] = mapped_column(Bytewise, server_default="")
    number_backwards: Mapped[str] = mapped_column(Bytewise, server_default="")
    members: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    doubted_version: Mapped[int] = mapped_column(Integer, server_default="0")
    point_sealed: Mapped[bytes | None]
    facts_sealed: Mapped[bytes]
    __table_args__ = (
        Index(None, "area_code", "head_name", "id"),
        Index(None, "head_name", "area_code"),
        Index(None, "name_backwards", "area_code"),
        Index(None, "initials", "area_code"),
        Index(None, "number_backwards", "area_code"),
        Index(
            "ix_households_undoubted",
            "id",
            sqlite_where=text("doubted_version != version"),
            postgresql_where=text("doubted_version != version"),
        ),
    )


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
    rank: Mapped[int] = mapped_column(Integer, server_default="1")
    reason_sealed: Mapped[bytes | None]
    __table_args__ = (
        Index(None, "household_id"),
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
        Index(None, "household_id", "at"),
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


class LadderRow(Row):
    """Ladders an administrator kept, each from an instant on; `body` is JSON (storage/ladders).

    Each replaces another, 0 for the shipped one, and only one can. `takes_open` says that open
    cases move to it; at `moved_at` the last one had.
    """

    __tablename__ = "ladders"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    kind: Mapped[str]
    since_at: Mapped[datetime]
    body: Mapped[str]
    replaces_id: Mapped[int] = mapped_column(Id)
    takes_open: Mapped[bool]
    moved_at: Mapped[datetime | None]
    set_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[datetime]
    __table_args__ = (Index(None, "kind", "since_at"), UniqueConstraint("kind", "replaces_id"))


_CASE_GOES_ON = text("state IN ('open', 'waiting')")


class CaseRow(Row):
    """Cases as they stand now; what happened to them, and every word, is in their steps.

    `level`, `role` and `stage` repeat what the rung says, `town_code` the beginning of the area's
    code: queues are read off them. `ladder_id` is 0 on the shipped ladder.
    """

    __tablename__ = "cases"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=True)
    kind: Mapped[str]
    ladder_id: Mapped[int] = mapped_column(Id, server_default="0")
    rung_index: Mapped[int] = mapped_column(Integer, server_default="0")
    topic: Mapped[str]
    asker_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    area_code: Mapped[str] = mapped_column(ForeignKey("areas.code"))
    town_code: Mapped[str] = mapped_column(String(9), server_default="")
    household_id: Mapped[int | None] = mapped_column(ForeignKey("households.id"))
    is_urgent: Mapped[bool]
    level: Mapped[str]
    role: Mapped[str] = mapped_column(server_default="")
    stage: Mapped[str] = mapped_column(server_default="work")
    state: Mapped[str]
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    joined_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    version: Mapped[int] = mapped_column(Integer)
    raised_at: Mapped[datetime]
    moved_at: Mapped[datetime]
    since_at: Mapped[datetime | None]
    runs_from_at: Mapped[datetime | None]
    spent_min: Mapped[int] = mapped_column(Integer, server_default="0")
    heard_at: Mapped[datetime | None]
    quiet_until_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None]
    first_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    reopenings: Mapped[int] = mapped_column(Integer, server_default="0")
    satisfaction: Mapped[int | None] = mapped_column(Integer)
    __table_args__ = (
        Index(None, "asker_id", "id"),
        Index(None, "household_id", "id"),
        Index(
            "ix_cases_of_village",
            "role",
            "area_code",
            "is_urgent",
            "due_at",
            "state",
            "holder_id",
            "kind",
            "asker_id",
            sqlite_where=_CASE_GOES_ON,
            postgresql_where=_CASE_GOES_ON,
        ),
        Index(
            "ix_cases_of_town",
            "role",
            "town_code",
            "is_urgent",
            "due_at",
            "state",
            "holder_id",
            "kind",
            "asker_id",
            sqlite_where=_CASE_GOES_ON,
            postgresql_where=_CASE_GOES_ON,
        ),
        Index(
            "ix_cases_of_district",
            "role",
            "is_urgent",
            "due_at",
            "area_code",
            "state",
            "holder_id",
            "kind",
            "asker_id",
            sqlite_where=_CASE_GOES_ON,
            postgresql_where=_CASE_GOES_ON,
        ),
        Index(
            "ix_cases_held",
            "holder_id",
            "is_urgent",
            "due_at",
            sqlite_where=_CASE_GOES_ON,
            postgresql_where=_CASE_GOES_ON,
        ),
        Index(
            "ix_cases_next",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        Index(None, "kind", "area_code", "raised_at"),
    )


class StepRow(Row):
    """What was done with a case: one a version, appended, never changed.

    `to_id` is whom it was given to. The words are JSON: text, voice, photos, what they link to.
    """

    __tablename__ = "steps"
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    deed: Mapped[str]
    level: Mapped[str]
    stage: Mapped[str] = mapped_column(server_default="work")
    role: Mapped[str] = mapped_column(server_default="")
    to_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    words_sealed: Mapped[bytes | None]
    __table_args__ = (Index(None, "person_id", "at"),)


class CaseMessageRow(Row):
    """Messages that belong to a case: what its asker wrote, and posts about it in groups."""

    __tablename__ = "case_messages"
    chat_id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    version: Mapped[int] = mapped_column(Integer)


class AlertRow(Row):
    """What only relapse alerts have: the sorted facts, the papers, what each line was told."""

    __tablename__ = "alerts"
    case_id: Mapped[int] = mapped_column(
        ForeignKey("cases.id"), primary_key=True, autoincrement=False
    )
    version: Mapped[int] = mapped_column(Integer)
    class_code: Mapped[str]
    facts_sealed: Mapped[bytes]


class MeasureRow(Row):
    """What was decided to do about an alert: whose it is, by when, and whether it is done."""

    __tablename__ = "measures"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    due_on: Mapped[date]
    state: Mapped[str]
    version: Mapped[int] = mapped_column(Integer)
    set_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    words_sealed: Mapped[bytes]
    __table_args__ = (
        Index(
            "ix_measures_open",
            "owner_id",
            "due_on",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )


class AbsenceRow(Row):
    """Days on which somebody is away from his office, and who stands in for him."""

    __tablename__ = "absences"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    since_on: Mapped[date]
    until_on: Mapped[date]
    set_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class CalendarDayRow(Row):
    """Days on which offices work or rest other than the official calendar says."""

    __tablename__ = "calendar_days"
    day: Mapped[date] = mapped_column(primary_key=True)
    is_working: Mapped[bool]
    reason: Mapped[str]
    set_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[datetime]


class PauseRow(Row):
    """Days on which clocks stand still in an area: typhoon, flood, festival."""

    __tablename__ = "pauses"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    area_code: Mapped[str] = mapped_column(ForeignKey("areas.code"))
    since_on: Mapped[date]
    until_on: Mapped[date]
    reason: Mapped[str]
    version: Mapped[int] = mapped_column(Integer)
    set_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]


class OfficeGroupRow(Row):
    """Telegram groups the bot is or was in, and the office each is linked to.

    `threads` is JSON: kind of case to forum topic. `person_id` is who asked for the link.
    `leaves_at` is when the bot leaves unless somebody links the group until then.
    """

    __tablename__ = "office_groups"
    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str]
    state: Mapped[str]
    area_code: Mapped[str | None] = mapped_column(ForeignKey("areas.code"))
    role: Mapped[str]
    threads: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    since_at: Mapped[datetime]
    leaves_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(Integer)
    __table_args__ = (Index(None, "role", "area_code"),)


class AnswerRow(Row):
    """Public answers: no personal data. A new wording is a new row that replaces the old one."""

    __tablename__ = "answers"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("answers.id"))
    question: Mapped[str]
    answer: Mapped[str]
    area_code: Mapped[str] = mapped_column(ForeignKey("areas.code"))
    source: Mapped[str]
    valid_from_on: Mapped[date]
    valid_until_on: Mapped[date | None]
    state: Mapped[str]
    version: Mapped[int] = mapped_column(Integer)
    set_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[datetime]
    __table_args__ = (
        Index(None, "state", "valid_until_on"),
        Index(None, "replaces_id"),
    )


class AnswerTermRow(Row):
    """Single characters and pairs of them in answers that hold: what search begins with."""

    __tablename__ = "answer_terms"
    term: Mapped[str] = mapped_column(Bytewise, primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"), primary_key=True)
    __table_args__ = (Index(None, "answer_id"),)


class SynonymRow(Row):
    """Words that mean the same to search."""

    __tablename__ = "synonyms"
    word: Mapped[str] = mapped_column(primary_key=True)
    means: Mapped[str]
    set_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[datetime]


class AnswerReaderRow(Row):
    """Who was given a public answer, to be told when it changes or runs out."""

    __tablename__ = "answer_readers"
    answer_id: Mapped[int] = mapped_column(ForeignKey("answers.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    at: Mapped[datetime]


class RecurrenceRow(Row):
    """Duties that come back; `body` is JSON, the campaign that each period begins anew."""

    __tablename__ = "recurrences"
    name: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]
    area_code: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(Integer)
    set_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[datetime]


class CampaignRow(Row):
    """Campaigns; `body` is JSON: audience, days, rises. The sweep looks again at `next_at`."""

    __tablename__ = "campaigns"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=True)
    title: Mapped[str]
    what: Mapped[str]
    criterion: Mapped[str]
    body: Mapped[str]
    area_code: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    opens_on: Mapped[date]
    due_at: Mapped[datetime]
    state: Mapped[str]
    version: Mapped[int] = mapped_column(Integer)
    recurrence: Mapped[str | None]
    period: Mapped[int] = mapped_column(Integer)
    next_at: Mapped[datetime | None]
    set_at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("recurrence", "period"),
        Index(
            "ix_campaigns_next",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        Index(None, "state", "due_at"),
    )


class CampaignMarkRow(Row):
    """What somebody decided about one person of a campaign; appended, never changed."""

    __tablename__ = "campaign_marks"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    mark: Mapped[str]
    until_at: Mapped[datetime | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    words_sealed: Mapped[bytes | None]
    __table_args__ = (
        Index(None, "campaign_id", "person_id", "id"),
        Index(None, "person_id", "id"),
        Index(
            "ix_campaign_marks_taken_over",
            "by_id",
            sqlite_where=text("mark = 'taken_over'"),
            postgresql_where=text("mark = 'taken_over'"),
        ),
    )


class CampaignChangeRow(Row):
    """What offices made of campaigns: the version before as JSON, who and why.

    `event` names the telling by which those it concerns hear of it; None once all have.
    """

    __tablename__ = "campaign_changes"
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    action: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    before: Mapped[str]
    words_sealed: Mapped[bytes | None]
    event: Mapped[str | None]
    __table_args__ = (
        Index(
            "ix_campaign_changes_untold",
            "at",
            sqlite_where=text("event IS NOT NULL"),
            postgresql_where=text("event IS NOT NULL"),
        ),
    )


class TellingRow(Row):
    """Who is told what about a campaign: one row an event and reader, so that it is told once.

    `event` names a reminder or a rise with the due day it is about (t7@20260720). A row waits
    until its reader's digest is written; `outcome` then says told, or why not. `key` is the
    letter's, by which the outbox knows whether it was delivered.
    """

    __tablename__ = "tellings"
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    event: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    at: Mapped[datetime]
    outcome: Mapped[str]
    key: Mapped[str]
    delivered_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    """Who had it told, when somebody asked again."""
    __table_args__ = (
        Index(
            "ix_tellings_waiting",
            "person_id",
            sqlite_where=text("outcome = 'waiting'"),
            postgresql_where=text("outcome = 'waiting'"),
        ),
        Index(
            "ix_tellings_underway",
            "key",
            sqlite_where=text("outcome = 'told' AND delivered_at IS NULL"),
            postgresql_where=text("outcome = 'told' AND delivered_at IS NULL"),
        ),
        Index(None, "person_id", "at"),
        Index(None, "key"),
    )


class PushRow(Row):
    """How often somebody was spoken to on a day, of what is not urgent."""

    __tablename__ = "pushes"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(Integer)
    hushed: Mapped[int] = mapped_column(Integer)
    """What came without a sound."""
    last_at: Mapped[datetime | None]
    """When it last rang: what comes at the same instant is the same push."""


class QuietRow(Row):
    """Somebody's own quiet hours, in minutes of the day."""

    __tablename__ = "quiet_hours"
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), primary_key=True, autoincrement=False
    )
    from_min: Mapped[int] = mapped_column(Integer)
    until_min: Mapped[int] = mapped_column(Integer)
    set_at: Mapped[datetime]


class MutedRow(Row):
    """Households nobody is reminded of: moved away, in hospital; an officer agreed.

    They are muted from `since_on` to `until_on`, both included.
    """

    __tablename__ = "muted_households"
    household_id: Mapped[int] = mapped_column(
        ForeignKey("households.id"), primary_key=True, autoincrement=False
    )
    state: Mapped[str]
    reason_sealed: Mapped[bytes]
    since_on: Mapped[date | None]
    until_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(Integer)
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]


class BroadcastRow(Row):
    """Messages to many; `audience` is JSON as a campaign's, an area of "" is everywhere."""

    __tablename__ = "broadcasts"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=True)
    words_sealed: Mapped[bytes]
    audience: Mapped[str]
    area_code: Mapped[str] = mapped_column(index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
    asks_receipt: Mapped[bool]
    is_urgent: Mapped[bool]
    due_at: Mapped[datetime | None]
    state: Mapped[str]
    version: Mapped[int] = mapped_column(Integer)
    edition: Mapped[int] = mapped_column(Integer)
    edited_at: Mapped[datetime | None]
    nudged_at: Mapped[datetime | None]
    set_at: Mapped[datetime]
    people: Mapped[int] = mapped_column(Integer)
    """How many it was for when it was sent."""
    after_id: Mapped[int] = mapped_column(Id)
    """The last person it was written to; the next piece goes on from there."""
    next_at: Mapped[datetime | None]
    """When there is something to do for it; None when all is done."""
    __table_args__ = (
        Index(
            "ix_broadcasts_next",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
    )


class BroadcastLetterRow(Row):
    """Whom a broadcast was written to, how far that letter is, and who said that he read it.

    `key` is that of the letter in the outbox, or of the call that takes it back; `edition` is
    the wording it has.
    """

    __tablename__ = "broadcast_letters"
    broadcast_id: Mapped[int] = mapped_column(ForeignKey("broadcasts.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    key: Mapped[str]
    chat_id: Mapped[int | None]
    state: Mapped[str]
    edition: Mapped[int] = mapped_column(Integer)
    message_id: Mapped[int | None]
    sent_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    nudged_at: Mapped[datetime | None]
    __table_args__ = (Index(None, "broadcast_id", "state", "person_id"),)


class HandoverRow(Row):
    """A household on its way from one helper to another; accepted, the pairing changes."""

    __tablename__ = "handovers"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"))
    from_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    state: Mapped[str]
    version: Mapped[int] = mapped_column(Integer)
    decided_at: Mapped[datetime | None]
    reason_sealed: Mapped[bytes | None]
    __table_args__ = (
        Index(
            "uq_handovers_open",
            "household_id",
            "from_id",
            unique=True,
            sqlite_where=text("state IN ('asked', 'agreed')"),
            postgresql_where=text("state IN ('asked', 'agreed')"),
        ),
    )


class VisitRow(Row):
    """Visits as they were handed in; `at` is when somebody was there, answers are sealed."""

    __tablename__ = "visits"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    checkin_id: Mapped[int | None] = mapped_column(ForeignKey("checkins.id"))
    at: Mapped[datetime]
    handed_in_at: Mapped[datetime]
    state: Mapped[str]
    is_late: Mapped[bool]
    next_on: Mapped[date | None]
    answers_sealed: Mapped[bytes]
    version: Mapped[int] = mapped_column(Integer)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    __table_args__ = (
        Index(None, "household_id", "at"),
        Index(None, "person_id", "at"),
        Index(
            "uq_visits_checkin",
            "checkin_id",
            unique=True,
            sqlite_where=text("state != 'undone'"),
            postgresql_where=text("state != 'undone'"),
        ),
        Index(
            "ix_visits_unsettled",
            "state",
            "handed_in_at",
            sqlite_where=text("state IN ('fresh', 'waiting')"),
            postgresql_where=text("state IN ('fresh', 'waiting')"),
        ),
    )


class QuestionRow(Row):
    """Questions that an admin added to the form of visits; never altered, only retired."""

    __tablename__ = "questions"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str]
    text: Mapped[str]
    options: Mapped[str]
    audience: Mapped[str]
    since_on: Mapped[date]
    until_on: Mapped[date | None]
    set_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[datetime]


class ChangeRow(Row):
    """One field of a record that somebody proposes to change, and what became of it."""

    __tablename__ = "changes"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"))
    member_number: Mapped[str]
    field: Mapped[str]
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visits.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    state: Mapped[str]
    version: Mapped[int] = mapped_column(Integer)
    values_sealed: Mapped[bytes]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    entered_at: Mapped[datetime | None]
    __table_args__ = (
        Index(None, "household_id", "id"),
        Index(None, "person_id", "id"),
        Index(
            "ix_changes_open",
            "state",
            "household_id",
            sqlite_where=text("state IN ('waiting', 'returned', 'accepted')"),
            postgresql_where=text("state IN ('waiting', 'returned', 'accepted')"),
        ),
    )


class CheckRow(Row):
    """What was found about one item of the exit standard on a day; the latest one holds."""

    __tablename__ = "checks"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"))
    item: Mapped[str]
    standard: Mapped[str]
    checked_on: Mapped[date]
    verdict: Mapped[str]
    facts_sealed: Mapped[bytes]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visits.id"))
    __table_args__ = (Index(None, "household_id", "item", "id"),)


class IncomeLineRow(Row):
    """Income and expenditure of a household, by month and category; amounts are sealed."""

    __tablename__ = "income_lines"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"))
    month_on: Mapped[date]
    category: Mapped[str]
    heads: Mapped[int | None] = mapped_column(Integer)
    amount_sealed: Mapped[bytes]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visits.id"))
    at: Mapped[datetime]
    retracted_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    retracted_at: Mapped[datetime | None]
    __table_args__ = (Index(None, "household_id", "month_on"),)


class WaiverRow(Row):
    """A doubt about the data that somebody explained; it holds while the facts stay the same."""

    __tablename__ = "waivers"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), index=True)
    member_number: Mapped[str]
    rule: Mapped[str]
    facts_index: Mapped[bytes]
    reason_sealed: Mapped[bytes]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class DoubtRow(Row):
    """What the quality rules doubt about a household, and when that was first and last so."""

    __tablename__ = "doubts"
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), primary_key=True)
    member_number: Mapped[str] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(primary_key=True)
    facts_index: Mapped[bytes]
    found_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]


class FileRow(Row):
    """Photos, voices and documents people sent; the contents lie sealed in the folder of files.

    `digest` is the keyed index of the pixels or bytes: equal for equal pictures.
    """

    __tablename__ = "files"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str]
    state: Mapped[str]
    telegram_sealed: Mapped[bytes]
    unique_id: Mapped[str] = mapped_column(index=True)
    digest: Mapped[bytes | None] = mapped_column(index=True)
    size: Mapped[int | None]
    received_at: Mapped[datetime]
    subject: Mapped[str | None] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(Integer)
    lease_owner: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "ix_files_waiting",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )


class FileMarkRow(Row):
    """Keyed marks of a picture's likeness: pictures that share one are compared."""

    __tablename__ = "file_marks"
    mark: Mapped[bytes] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), primary_key=True, index=True)


class BatchRow(Row):
    """A file somebody sent to be imported, and how far it is; the plan is made anew from it.

    `seen` has a keyed mark of every record as it was when the differences were shown.
    """

    __tablename__ = "batches"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    kind: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    state: Mapped[str]
    version: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime]
    done: Mapped[int] = mapped_column(Integer)
    attempts: Mapped[int] = mapped_column(Integer)
    outcome_sealed: Mapped[bytes | None]
    details_sealed: Mapped[bytes | None]
    seen: Mapped[bytes | None]
    lease_owner: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "ix_batches_working",
            "id",
            sqlite_where=text("state IN ('checking', 'writing', 'undoing')"),
            postgresql_where=text("state IN ('checking', 'writing', 'undoing')"),
        ),
    )


class BatchLineRow(Row):
    """What one record was before a batch changed it, so that the batch can be taken back."""

    __tablename__ = "batch_lines"
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"), primary_key=True)
    place: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    subject: Mapped[str]
    before_sealed: Mapped[bytes | None]
    after_index: Mapped[bytes]


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
    dropped_at: Mapped[datetime | None] = mapped_column(index=True)
    """Cancelled then; for a minute it can come back."""
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
