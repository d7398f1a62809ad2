"""Macros of the support desk."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "support_macros"
down_revision = "scheduled_answers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "support_macros",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=True),
        sa.Column("tags", postgresql.ARRAY(sa.String(40)), server_default="{}", nullable=False),
        sa.Column("priority", sa.String(32), nullable=True),
        sa.Column("to_me", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("assignee_id", sa.BigInteger(), nullable=True),
        sa.Column("reply", sa.String(32), nullable=True),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("text_en", sa.Text(), server_default="", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "priority IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')", name=op.f("ck_support_macros_priority")
        ),
        sa.CheckConstraint(
            "reply IN ('ANSWER', 'ANSWER_AND_WAIT', 'FINISH', 'NOTE')", name=op.f("ck_support_macros_reply")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["support_teams.id"], name=op.f("fk_support_macros_team_id")),
        sa.ForeignKeyConstraint(["assignee_id"], ["users.id"], name=op.f("fk_support_macros_assignee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_macros")),
        sa.UniqueConstraint("name", name=op.f("uq_support_macros_name")),
    )
    for column in ("team_id", "assignee_id"):
        op.create_index(f"ix_support_macros_{column}", "support_macros", [column])


def downgrade() -> None:
    op.drop_table("support_macros")
