"""Escalation policies that call within working hours only."""

import sqlalchemy as sa
from alembic import op

revision = "policy_working_hours"
down_revision = "composer_files"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "escalation_policies", sa.Column("working_hours", sa.Boolean(), server_default="false", nullable=False)
    )
    op.execute(
        "ALTER TABLE escalation_policies ADD CONSTRAINT ck_escalation_policies_working_hours "
        "CHECK (NOT working_hours OR severity IN ('SEV3', 'SEV4')) NOT VALID"
    )
    op.execute("ALTER TABLE escalation_policies VALIDATE CONSTRAINT ck_escalation_policies_working_hours")


def downgrade() -> None:
    op.drop_constraint("ck_escalation_policies_working_hours", "escalation_policies")
    op.drop_column("escalation_policies", "working_hours")
