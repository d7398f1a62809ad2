"""Errors of our own processes, grouped by fingerprint."""

import sqlalchemy as sa
from alembic import op

revision = "error_groups"
down_revision = "support_asked_email"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "error_groups",
        sa.Column("fingerprint", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(120), nullable=False),
        sa.Column("message", sa.String(500), server_default="", nullable=False),
        sa.Column("place", sa.String(300), server_default="", nullable=False),
        sa.Column("trace", sa.Text(), server_default="", nullable=False),
        sa.Column("part", sa.String(60), server_default="", nullable=False),
        sa.Column("route", sa.String(200), server_default="", nullable=False),
        sa.Column("request_id", sa.String(40), server_default="", nullable=False),
        sa.Column("first_release", sa.String(40), nullable=False),
        sa.Column("release", sa.String(40), nullable=False),
        sa.Column("first_seen_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.Column("count", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("status", sa.String(32), server_default="OPEN", nullable=False),
        sa.Column("resolved_at", MOMENT, nullable=True),
        sa.Column("incident_id", sa.BigInteger(), nullable=True),
        sa.Column("bug_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("status IN ('OPEN', 'RESOLVED', 'IGNORED')", name=op.f("ck_error_groups_status")),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_error_groups_incident_id_incidents")),
        sa.ForeignKeyConstraint(["bug_id"], ["bug_reports.id"], name=op.f("fk_error_groups_bug_id_bug_reports")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_error_groups")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_error_groups_fingerprint")),
    )
    op.create_index("ix_error_groups_status_id", "error_groups", ["status", "id"])
    op.create_index("ix_error_groups_last_seen_at_id", "error_groups", ["last_seen_at", "id"])
    op.create_index("ix_error_groups_incident_id", "error_groups", ["incident_id"])


def downgrade() -> None:
    op.drop_table("error_groups")
