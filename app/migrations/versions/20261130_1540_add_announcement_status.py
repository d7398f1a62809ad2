"""Announcements are drafted, then published, by a second person where the company wants it."""

import sqlalchemy as sa
from alembic import op

revision = "announcement_status"
down_revision = "support_prints"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "announcements", sa.Column("status", sa.String(length=32), server_default="PUBLISHED", nullable=False)
    )
    op.execute(
        "ALTER TABLE announcements ADD CONSTRAINT ck_announcements_status "
        "CHECK (status IN ('DRAFT', 'PUBLISHED')) NOT VALID"
    )
    op.execute("ALTER TABLE announcements VALIDATE CONSTRAINT ck_announcements_status")
    op.add_column("company", sa.Column("announcements_by_two", sa.Boolean(), server_default="false", nullable=False))


def downgrade() -> None:
    op.drop_column("company", "announcements_by_two")
    op.drop_column("announcements", "status")
