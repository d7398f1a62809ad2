"""Figures, voices, page counts, retrospectives of releases and the work that follows; what tickets should do."""

import sqlalchemy as sa
from alembic import op

revision = "release_aftercare"
down_revision = "announcement_status"
branch_labels = None
depends_on = None

BEFORE = "'LAUNCH', 'FUNCTION', 'DOCUMENTS', 'VOICES'"
LISTED = ("checklist_templates", "release_items")
TABLES = ("release_actions", "retrospectives", "release_counts", "release_voices", "release_scores")


def upgrade() -> None:
    op.create_table(
        "release_scores",
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        _of("release_scores", "release_id", "releases", "CASCADE"),
        sa.Column("measure", sa.String(32), nullable=False),
        sa.Column("actual", sa.Float(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("reported_by_id", sa.BigInteger(), nullable=True),
        *_record("release_scores"),
        sa.CheckConstraint(
            "measure IN ('UPTIME', 'MEAN_MS', 'ERROR_RATE', 'NPS', 'TICKETS')", name=op.f("ck_release_scores_measure")
        ),
        sa.CheckConstraint("n > 0", name=op.f("ck_release_scores_n")),
        _of("release_scores", "reported_by_id", "users"),
    )
    op.create_table(
        "release_voices",
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        _of("release_voices", "release_id", "releases", "CASCADE"),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        *_record("release_voices"),
        sa.CheckConstraint(
            "source IN ('USERS', 'SERVICE', 'INTERNAL', 'ANALYTICS')", name=op.f("ck_release_voices_source")
        ),
        _of("release_voices", "author_id", "users"),
    )
    op.create_table(
        "release_counts",
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        _of("release_counts", "release_id", "releases", "CASCADE"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        *_record("release_counts"),
        sa.CheckConstraint("count >= 0", name=op.f("ck_release_counts_not_negative")),
        sa.UniqueConstraint("release_id", "day", "name", name=op.f("uq_release_counts_release_id_day_name")),
    )
    op.create_table(
        "retrospectives",
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        _of("retrospectives", "release_id", "releases", "CASCADE"),
        sa.Column("went_well", sa.Text(), nullable=False),
        sa.Column("went_badly", sa.Text(), nullable=False),
        sa.Column("lessons", sa.Text(), server_default="", nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        *_record("retrospectives"),
        sa.UniqueConstraint("release_id", name=op.f("uq_retrospectives_release_id")),
        _of("retrospectives", "author_id", "users"),
    )
    op.create_table(
        "release_actions",
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        _of("release_actions", "release_id", "releases", "CASCADE"),
        sa.Column("title", sa.String(150), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=True),
        *_record("release_actions"),
        sa.UniqueConstraint("item_id", name=op.f("uq_release_actions_item_id")),
        _of("release_actions", "owner_id", "users"),
        _of("release_actions", "item_id", "release_items", "SET NULL"),
    )
    for table in ("release_scores", "release_voices", "release_actions"):
        op.create_index(f"ix_{table}_release", table, ["release_id", "id"])
    op.add_column("release_systems", sa.Column("tickets_should", sa.String(32), server_default="FALL", nullable=False))
    op.execute(
        "ALTER TABLE release_systems ADD CONSTRAINT ck_release_systems_tickets_should "
        "CHECK (tickets_should IN ('FALL', 'RISE')) NOT VALID"
    )
    for table in LISTED:
        _allow(table, f"{BEFORE}, 'FOLLOW_UP'")
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE release_systems VALIDATE CONSTRAINT ck_release_systems_tickets_should")
        for table in LISTED:
            op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT ck_{table}_checklist")


def _allow(table: str, lists: str) -> None:
    op.drop_constraint(f"ck_{table}_checklist", table)
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_checklist CHECK (checklist IN ({lists})) NOT VALID")


def _record(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _of(table: str, column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    for table in LISTED:
        op.execute(f"DELETE FROM {table} WHERE checklist = 'FOLLOW_UP'")
        _allow(table, BEFORE)
        op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT ck_{table}_checklist")
    op.drop_column("release_systems", "tickets_should")
