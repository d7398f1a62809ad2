"""Notices about personal data that were given, and reminders of post-mortems."""

import sqlalchemy as sa
from alembic import op

revision = "notices_of_incidents"
down_revision = "report_recipients"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incidents", sa.Column("notice_given_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "ALTER TABLE incidents ADD CONSTRAINT ck_incidents_notice "
        "CHECK (notice_given_at IS NULL OR notice_due_at IS NOT NULL) NOT VALID"
    )
    op.execute("ALTER TABLE incidents VALIDATE CONSTRAINT ck_incidents_notice")
    op.add_column("post_mortems", sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("post_mortems", "reminded_at")
    op.drop_constraint("ck_incidents_notice", "incidents")
    op.drop_column("incidents", "notice_given_at")
