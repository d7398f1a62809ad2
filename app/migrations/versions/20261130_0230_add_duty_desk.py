"""Who of CS is on duty, and a topic for what the desk is told about every visit."""

import sqlalchemy as sa
from alembic import op

revision = "add_duty_desk"
down_revision = "add_retention"
branch_labels = None
depends_on = None

BEFORE = "SECURITY MONEY WORK CUSTOMERS FEEDBACK BUGS EXP SUPPORT REPORTS HOUSE OTHER"
NOW = BEFORE.replace("WORK", "WORK DESK")


def allow(topics: str) -> None:
    op.drop_constraint(op.f("ck_notification_choices_topic"), "notification_choices", type_="check")
    listed = ", ".join(f"'{topic}'" for topic in topics.split())
    op.create_check_constraint(op.f("ck_notification_choices_topic"), "notification_choices", f"topic IN ({listed})")


def upgrade() -> None:
    op.add_column("users", sa.Column("on_duty", sa.Boolean(), server_default=sa.true(), nullable=False))
    allow(NOW)


def downgrade() -> None:
    op.execute("DELETE FROM notification_choices WHERE topic = 'DESK'")
    allow(BEFORE)
    op.drop_column("users", "on_duty")
