"""Who of staff has a ticket, conversation or report open."""

import sqlalchemy as sa
from alembic import op

revision = "record_presences"
down_revision = "index_remaining_ranks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "record_presences",
        sa.Column("thing", sa.String(length=40), nullable=False),
        sa.Column("thing_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wrote_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_record_presences_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_presences")),
    )
    op.create_index("uq_record_presences_one", "record_presences", ["thing", "thing_id", "user_id"], unique=True)
    op.create_index(op.f("ix_record_presences_user_id"), "record_presences", ["user_id"])
    op.create_index(op.f("ix_record_presences_seen_at"), "record_presences", ["seen_at"])


def downgrade() -> None:
    op.drop_table("record_presences")
