"""Households and visits"""

import sqlalchemy as sa
from alembic import op

from storage import initials

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "files",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("telegram_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("unique_id", sa.String(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_files_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
    )
    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_files_digest"), ["digest"], unique=False)
        batch_op.create_index(batch_op.f("ix_files_subject"), ["subject"], unique=False)
        batch_op.create_index(batch_op.f("ix_files_unique_id"), ["unique_id"], unique=False)
        batch_op.create_index(
            "ix_files_waiting",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    op.create_table(
        "file_marks",
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_file_marks_file_id")),
        sa.PrimaryKeyConstraint("mark", "file_id", name=op.f("pk_file_marks")),
    )
    with op.batch_alter_table("file_marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_file_marks_file_id"), ["file_id"], unique=False)

    op.create_table(
        "questions",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("options", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("set_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["set_by"], ["people.id"], name=op.f("fk_questions_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
    )
    op.create_table(
        "batches",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("outcome_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("details_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("seen", sa.LargeBinary(), nullable=True),
        sa.Column("lease_owner", sa.String(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_batches_file_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_batches_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
    )
    with op.batch_alter_table("batches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batches_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "ix_batches_working",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state IN ('checking', 'writing', 'undoing')"),
            postgresql_where=sa.text("state IN ('checking', 'writing', 'undoing')"),
        )

    op.create_table(
        "doubts",
        sa.Column(
            "household_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("member_number", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("facts_index", sa.LargeBinary(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_doubts_household_id")
        ),
        sa.PrimaryKeyConstraint("household_id", "member_number", "rule", name=op.f("pk_doubts")),
    )
    op.create_table(
        "handovers",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "household_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("from_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("to_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "asked_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_handovers_asked_by")),
        sa.ForeignKeyConstraint(["from_id"], ["people.id"], name=op.f("fk_handovers_from_id")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_handovers_household_id")
        ),
        sa.ForeignKeyConstraint(["to_id"], ["people.id"], name=op.f("fk_handovers_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
    )
    with op.batch_alter_table("handovers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handovers_from_id"), ["from_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_handovers_to_id"), ["to_id"], unique=False)
        batch_op.create_index(
            "uq_handovers_open",
            ["household_id", "from_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('asked', 'agreed')"),
            postgresql_where=sa.text("state IN ('asked', 'agreed')"),
        )

    op.create_table(
        "waivers",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "household_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("member_number", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("facts_index", sa.LargeBinary(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_waivers_household_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_waivers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waivers")),
    )
    with op.batch_alter_table("waivers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_waivers_household_id"), ["household_id"], unique=False
        )

    op.create_table(
        "batch_lines",
        sa.Column(
            "batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("before_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("after_index", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batches.id"], name=op.f("fk_batch_lines_batch_id")
        ),
        sa.PrimaryKeyConstraint("batch_id", "place", name=op.f("pk_batch_lines")),
    )
    op.create_table(
        "visits",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "household_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "checkin_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["checkin_id"], ["checkins.id"], name=op.f("fk_visits_checkin_id")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_visits_decided_by")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_visits_household_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_visits_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
    )
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_visits_household_id_at"), ["household_id", "at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_visits_person_id_at"), ["person_id", "at"], unique=False
        )
        batch_op.create_index(
            "ix_visits_unsettled",
            ["state", "handed_in_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('fresh', 'waiting')"),
            postgresql_where=sa.text("state IN ('fresh', 'waiting')"),
        )
        batch_op.create_index(
            "uq_visits_checkin",
            ["checkin_id"],
            unique=True,
            sqlite_where=sa.text("state != 'undone'"),
            postgresql_where=sa.text("state != 'undone'"),
        )

    op.create_table(
        "changes",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "household_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("member_number", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("values_sealed", sa.LargeBinary(), nullable=False),
        sa.Column(
            "decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_changes_decided_by")),
        sa.ForeignKeyConstraint(["entered_by"], ["people.id"], name=op.f("fk_changes_entered_by")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_changes_household_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_changes_person_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_changes_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    with op.batch_alter_table("changes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_changes_household_id_id"), ["household_id", "id"], unique=False
        )
        batch_op.create_index(
            "ix_changes_open",
            ["state", "household_id"],
            unique=False,
            sqlite_where=sa.text("state IN ('waiting', 'returned', 'accepted')"),
            postgresql_where=sa.text("state IN ('waiting', 'returned', 'accepted')"),
        )
        batch_op.create_index(
            batch_op.f("ix_changes_person_id_id"), ["person_id", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_changes_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "checks",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "household_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("standard", sa.String(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("facts_sealed", sa.LargeBinary(), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_checks_household_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_checks_person_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_checks_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checks")),
    )
    with op.batch_alter_table("checks", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_checks_household_id_item_id"),
            ["household_id", "item", "id"],
            unique=False,
        )

    op.create_table(
        "income_lines",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "household_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("month_on", sa.Date(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=True),
        sa.Column("amount_sealed", sa.LargeBinary(), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "retracted_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_income_lines_household_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_income_lines_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["retracted_by"], ["people.id"], name=op.f("fk_income_lines_retracted_by")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visits.id"], name=op.f("fk_income_lines_visit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_income_lines")),
    )
    with op.batch_alter_table("income_lines", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_income_lines_household_id_month_on"),
            ["household_id", "month_on"],
            unique=False,
        )

    bytewise = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    sort_as('"C"')
    with op.batch_alter_table("households", schema=None) as batch_op:
        for name in ("initials", "name_backwards", "number_backwards"):
            batch_op.add_column(sa.Column(name, bytewise, server_default="", nullable=False))
        batch_op.drop_index(batch_op.f("ix_households_area_code"))
        batch_op.create_index(
            batch_op.f("ix_households_area_code_head_name_id"), ["area_code", "head_name", "id"]
        )
        for name in ("head_name", "name_backwards", "initials", "number_backwards"):
            batch_op.create_index(
                batch_op.f(f"ix_households_{name}_area_code"), [name, "area_code"]
            )
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(
            sa.Column("doubted_version", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.create_index(
            "ix_households_undoubted",
            ["id"],
            unique=False,
            sqlite_where=sa.text("doubted_version != version"),
            postgresql_where=sa.text("doubted_version != version"),
        )

    make_searchable()

    op.create_index(op.f("ix_cases_household_id_id"), "cases", ["household_id", "id"])
    op.create_index(op.f("ix_checkins_household_id_at"), "checkins", ["household_id", "at"])
    with op.batch_alter_table("pairings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rank", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("reason_sealed", sa.LargeBinary(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_pairings_household_id"), ["household_id"], unique=False
        )


def sort_as(collation: str) -> None:
    """Sort names and numbers byte by byte on PostgreSQL, as SQLite does; or as before."""
    if op.get_bind().dialect.name == "postgresql":
        for name in ("number", "head_name"):
            op.execute(f"ALTER TABLE households ALTER {name} TYPE VARCHAR COLLATE {collation}")


def make_searchable() -> None:
    """Give the households that are there already what they are searched by."""
    table = sa.table(
        "households",
        *map(sa.column, ("id", "number", "head_name", "initials")),
        *map(sa.column, ("name_backwards", "number_backwards")),
    )
    rows = op.get_bind().execute(sa.select(table.c.id, table.c.number, table.c.head_name)).all()
    found = [
        {
            "row_id": row.id,
            "initials": initials.of(row.head_name),
            "name_backwards": row.head_name[::-1],
            "number_backwards": row.number[::-1],
        }
        for row in rows
    ]
    if found:
        one = sa.update(table).where(table.c.id == sa.bindparam("row_id"))
        op.get_bind().execute(one, found)


def downgrade() -> None:
    """Go down."""
    op.drop_index(op.f("ix_checkins_household_id_at"), "checkins")
    op.drop_index(op.f("ix_cases_household_id_id"), "cases")
    with op.batch_alter_table("pairings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pairings_household_id"))
        batch_op.drop_column("reason_sealed")
        batch_op.drop_column("rank")

    with op.batch_alter_table("households", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_households_undoubted",
            sqlite_where=sa.text("doubted_version != version"),
            postgresql_where=sa.text("doubted_version != version"),
        )
        batch_op.drop_column("doubted_version")
        batch_op.drop_column("version")
        for name in ("head_name", "name_backwards", "initials", "number_backwards"):
            batch_op.drop_index(batch_op.f(f"ix_households_{name}_area_code"))
        batch_op.drop_index(batch_op.f("ix_households_area_code_head_name_id"))
        batch_op.create_index(batch_op.f("ix_households_area_code"), ["area_code"])
        for name in ("initials", "name_backwards", "number_backwards"):
            batch_op.drop_column(name)
    sort_as('"default"')

    with op.batch_alter_table("income_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_income_lines_household_id_month_on"))

    op.drop_table("income_lines")
    with op.batch_alter_table("checks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_checks_household_id_item_id"))

    op.drop_table("checks")
    with op.batch_alter_table("changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_changes_visit_id"))
        batch_op.drop_index(batch_op.f("ix_changes_person_id_id"))
        batch_op.drop_index(
            "ix_changes_open",
            sqlite_where=sa.text("state IN ('waiting', 'returned', 'accepted')"),
            postgresql_where=sa.text("state IN ('waiting', 'returned', 'accepted')"),
        )
        batch_op.drop_index(batch_op.f("ix_changes_household_id_id"))

    op.drop_table("changes")
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_visits_checkin",
            sqlite_where=sa.text("state != 'undone'"),
            postgresql_where=sa.text("state != 'undone'"),
        )
        batch_op.drop_index(
            "ix_visits_unsettled",
            sqlite_where=sa.text("state IN ('fresh', 'waiting')"),
            postgresql_where=sa.text("state IN ('fresh', 'waiting')"),
        )
        batch_op.drop_index(batch_op.f("ix_visits_person_id_at"))
        batch_op.drop_index(batch_op.f("ix_visits_household_id_at"))

    op.drop_table("visits")
    op.drop_table("batch_lines")
    with op.batch_alter_table("waivers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_waivers_household_id"))

    op.drop_table("waivers")
    with op.batch_alter_table("handovers", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_handovers_open",
            sqlite_where=sa.text("state IN ('asked', 'agreed')"),
            postgresql_where=sa.text("state IN ('asked', 'agreed')"),
        )
        batch_op.drop_index(batch_op.f("ix_handovers_to_id"))
        batch_op.drop_index(batch_op.f("ix_handovers_from_id"))

    op.drop_table("handovers")
    op.drop_table("doubts")
    with op.batch_alter_table("batches", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_batches_working",
            sqlite_where=sa.text("state IN ('checking', 'writing', 'undoing')"),
            postgresql_where=sa.text("state IN ('checking', 'writing', 'undoing')"),
        )
        batch_op.drop_index(batch_op.f("ix_batches_person_id"))

    op.drop_table("batches")
    op.drop_table("questions")
    with op.batch_alter_table("file_marks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_file_marks_file_id"))

    op.drop_table("file_marks")
    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_files_waiting",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.drop_index(batch_op.f("ix_files_unique_id"))
        batch_op.drop_index(batch_op.f("ix_files_subject"))
        batch_op.drop_index(batch_op.f("ix_files_digest"))

    op.drop_table("files")
