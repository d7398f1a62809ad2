"""Who takes part in the fair assignment of support tickets."""

import sqlalchemy as sa
from alembic import op

revision = "support_agents"
down_revision = "add_readiness"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "support_agents",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("on_duty", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("most_open", sa.SmallInteger(), server_default="10", nullable=False),
        sa.Column("last_assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("most_open BETWEEN 1 AND 500", name=op.f("ck_support_agents_most_open")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_support_agents_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_agents")),
        sa.UniqueConstraint("user_id", name=op.f("uq_support_agents_user_id")),
    )
    op.add_column(
        "support_settings", sa.Column("assigns_itself", sa.Boolean(), server_default="false", nullable=False)
    )


def downgrade() -> None:
    op.drop_column("support_settings", "assigns_itself")
    op.drop_table("support_agents")
