"""Cases of every kind"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OFFICES = (
    ("village", "information_officer"),
    ("town", "town_station"),
    ("district", "district_office"),
)


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "absences",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "deputy_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("set_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["deputy_id"], ["people.id"], name=op.f("fk_absences_deputy_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_absences_person_id")),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_absences_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absences_deputy_id"), ["deputy_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_absences_person_id"), ["person_id"], unique=False)

    op.create_table(
        "calendar_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_working", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("set_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_calendar_days_set_by")),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_days")),
    )
    op.create_table(
        "ladders",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column(
            "replaces_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("takes_open", sa.Boolean(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_ladders_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladders")),
        sa.UniqueConstraint("kind", "replaces_id", name=op.f("uq_ladders_kind_replaces_id")),
    )
    with op.batch_alter_table("ladders", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ladders_kind_since_at"), ["kind", "since_at"], unique=False
        )

    op.create_table(
        "office_groups",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("area_code", sa.String(length=12), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("threads", sa.String(), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_code"], ["areas.code"], name=op.f("fk_office_groups_area_code")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_office_groups_person_id")
        ),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_office_groups")),
    )
    with op.batch_alter_table("office_groups", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_office_groups_role_area_code"), ["role", "area_code"], unique=False
        )

    op.create_table(
        "pauses",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("area_code", sa.String(length=12), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["area_code"], ["areas.code"], name=op.f("fk_pauses_area_code")),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_pauses_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pauses")),
    )
    op.create_table(
        "synonyms",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("means", sa.String(), nullable=False),
        sa.Column("set_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_synonyms_set_by")),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_synonyms")),
    )
    op.create_table(
        "alerts",
        sa.Column(
            "case_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("class_code", sa.String(), nullable=False),
        sa.Column("facts_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_alerts_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_alerts")),
    )
    op.create_table(
        "answers",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "replaces_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("area_code", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("valid_from_on", sa.Date(), nullable=False),
        sa.Column("valid_until_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["area_code"], ["areas.code"], name=op.f("fk_answers_area_code")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_answers_case_id")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["answers.id"], name=op.f("fk_answers_replaces_id")
        ),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_answers_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
    )
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answers_replaces_id"), ["replaces_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_answers_state_valid_until_on"),
            ["state", "valid_until_on"],
            unique=False,
        )

    op.create_table(
        "case_messages",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_messages_case_id")),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name=op.f("pk_case_messages")),
    )
    with op.batch_alter_table("case_messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_messages_case_id"), ["case_id"], unique=False)

    op.create_table(
        "measures",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_measures_case_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_measures_owner_id")),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_measures_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measures")),
    )
    with op.batch_alter_table("measures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measures_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            "ix_measures_open",
            ["owner_id", "due_on"],
            unique=False,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "answer_readers",
        sa.Column(
            "answer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answers.id"], name=op.f("fk_answer_readers_answer_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_answer_readers_person_id")
        ),
        sa.PrimaryKeyConstraint("answer_id", "person_id", name=op.f("pk_answer_readers")),
    )
    op.create_table(
        "answer_terms",
        sa.Column(
            "term",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "answer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answers.id"], name=op.f("fk_answer_terms_answer_id")
        ),
        sa.PrimaryKeyConstraint("term", "answer_id", name=op.f("pk_answer_terms")),
    )
    with op.batch_alter_table("answer_terms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_terms_answer_id"), ["answer_id"], unique=False)

    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_drafts_dropped_at"), ["dropped_at"], unique=False)

    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "ladder_id",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                server_default="0",
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column("rung_index", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("town_code", sa.String(length=9), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("role", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("stage", sa.String(), server_default="work", nullable=False))
        batch_op.add_column(
            sa.Column(
                "joined_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(sa.Column("since_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("runs_from_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("spent_min", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("quiet_until_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("next_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("first_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("reopenings", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(sa.Column("satisfaction", sa.Integer(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_cases_open"), sqlite_where=sa.text("state = 'open'"))
        batch_op.create_index(
            "ix_cases_held",
            ["holder_id", "is_urgent", "due_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('open', 'waiting')"),
            postgresql_where=sa.text("state IN ('open', 'waiting')"),
        )
        batch_op.create_index(batch_op.f("ix_cases_joined_id"), ["joined_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_cases_kind_area_code_raised_at"),
            ["kind", "area_code", "raised_at"],
            unique=False,
        )
        batch_op.create_index(
            "ix_cases_next",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_cases_of_district",
            ["role", "is_urgent", "due_at", "area_code", "state", "holder_id", "kind", "asker_id"],
            unique=False,
            sqlite_where=sa.text("state IN ('open', 'waiting')"),
            postgresql_where=sa.text("state IN ('open', 'waiting')"),
        )
        batch_op.create_index(
            "ix_cases_of_town",
            ["role", "town_code", "is_urgent", "due_at", "state", "holder_id", "kind", "asker_id"],
            unique=False,
            sqlite_where=sa.text("state IN ('open', 'waiting')"),
            postgresql_where=sa.text("state IN ('open', 'waiting')"),
        )
        batch_op.create_index(
            "ix_cases_of_village",
            ["role", "area_code", "is_urgent", "due_at", "state", "holder_id", "kind", "asker_id"],
            unique=False,
            sqlite_where=sa.text("state IN ('open', 'waiting')"),
            postgresql_where=sa.text("state IN ('open', 'waiting')"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_cases_joined_id"), "cases", ["joined_id"], ["id"]
        )

    with op.batch_alter_table("steps", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stage", sa.String(), server_default="work", nullable=False))
        batch_op.add_column(sa.Column("role", sa.String(), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column("to_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(
            batch_op.f("ix_steps_person_id_at"), ["person_id", "at"], unique=False
        )
        batch_op.create_foreign_key(batch_op.f("fk_steps_to_id"), "people", ["to_id"], ["id"])
    _place_cases()


def _place_cases() -> None:
    """Say of cases that are there which rung they are on; the sweep sets the clocks going."""
    for place, (level, role) in enumerate(OFFICES):
        op.execute(
            sa.text(
                "UPDATE cases SET rung_index = :place, role = :role, "
                "town_code = substr(area_code, 1, 9), since_at = moved_at, "
                "runs_from_at = CASE WHEN state = 'open' THEN moved_at END, "
                "next_at = CASE WHEN state = 'open' THEN moved_at END, "
                "ended_at = CASE WHEN state = 'open' THEN NULL ELSE moved_at END "
                "WHERE level = :level"
            ).bindparams(place=place, level=level, role=role)
        )
        told = sa.text("UPDATE steps SET role = :role WHERE level = :level")
        op.execute(told.bindparams(level=level, role=role))


def downgrade() -> None:
    """Go down."""
    op.execute("DELETE FROM drafts WHERE dropped_at IS NOT NULL")
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_drafts_dropped_at"))
        batch_op.drop_column("dropped_at")

    with op.batch_alter_table("steps", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_steps_to_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_steps_person_id_at"))
        batch_op.drop_column("to_id")
        batch_op.drop_column("role")
        batch_op.drop_column("stage")

    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_cases_joined_id"), type_="foreignkey")
        batch_op.drop_index(
            "ix_cases_of_village",
            sqlite_where=sa.text("state IN ('open', 'waiting')"),
            postgresql_where=sa.text("state IN ('open', 'waiting')"),
        )
        batch_op.drop_index(
            "ix_cases_of_town",
            sqlite_where=sa.text("state IN ('open', 'waiting')"),
            postgresql_where=sa.text("state IN ('open', 'waiting')"),
        )
        batch_op.drop_index(
            "ix_cases_of_district",
            sqlite_where=sa.text("state IN ('open', 'waiting')"),
            postgresql_where=sa.text("state IN ('open', 'waiting')"),
        )
        batch_op.drop_index(
            "ix_cases_next",
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_cases_kind_area_code_raised_at"))
        batch_op.drop_index(batch_op.f("ix_cases_joined_id"))
        batch_op.drop_index(
            "ix_cases_held",
            sqlite_where=sa.text("state IN ('open', 'waiting')"),
            postgresql_where=sa.text("state IN ('open', 'waiting')"),
        )
        batch_op.create_index(
            batch_op.f("ix_cases_open"),
            ["level", "area_code", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_column("satisfaction")
        batch_op.drop_column("reopenings")
        batch_op.drop_column("confirmed_at")
        batch_op.drop_column("ended_at")
        batch_op.drop_column("first_at")
        batch_op.drop_column("next_at")
        batch_op.drop_column("due_at")
        batch_op.drop_column("quiet_until_at")
        batch_op.drop_column("heard_at")
        batch_op.drop_column("spent_min")
        batch_op.drop_column("runs_from_at")
        batch_op.drop_column("since_at")
        batch_op.drop_column("joined_id")
        batch_op.drop_column("stage")
        batch_op.drop_column("role")
        batch_op.drop_column("town_code")
        batch_op.drop_column("rung_index")
        batch_op.drop_column("ladder_id")

    with op.batch_alter_table("answer_terms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_terms_answer_id"))

    op.drop_table("answer_terms")
    op.drop_table("answer_readers")
    with op.batch_alter_table("measures", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_measures_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index(batch_op.f("ix_measures_case_id"))

    op.drop_table("measures")
    with op.batch_alter_table("case_messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_messages_case_id"))

    op.drop_table("case_messages")
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answers_state_valid_until_on"))
        batch_op.drop_index(batch_op.f("ix_answers_replaces_id"))

    op.drop_table("answers")
    op.drop_table("alerts")
    op.drop_table("synonyms")
    op.drop_table("pauses")
    with op.batch_alter_table("office_groups", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_office_groups_role_area_code"))

    op.drop_table("office_groups")
    with op.batch_alter_table("ladders", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ladders_kind_since_at"))

    op.drop_table("ladders")
    op.drop_table("calendar_days")
    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absences_person_id"))
        batch_op.drop_index(batch_op.f("ix_absences_deputy_id"))

    op.drop_table("absences")
