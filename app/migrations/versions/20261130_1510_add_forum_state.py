"""A version that changes with everything a reader of the forum sees."""

import sqlalchemy as sa
from alembic import op

revision = "forum_state"
down_revision = "subscriber_channels"
branch_labels = None
depends_on = None

TABLES = ("forum_questions", "forum_posts", "help_categories")


def upgrade() -> None:
    op.create_table(
        "forum_states",
        sa.Column("version", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_states")),
    )
    op.execute("INSERT INTO forum_states (id) VALUES (1)")
    op.execute(
        "CREATE FUNCTION change_forum_state() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN UPDATE forum_states SET version = gen_random_uuid(); RETURN NULL; END $$"
    )
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER change_forum_state AFTER INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION change_forum_state()"
        )


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"DROP TRIGGER change_forum_state ON {table}")
    op.execute("DROP FUNCTION change_forum_state()")
    op.drop_table("forum_states")
