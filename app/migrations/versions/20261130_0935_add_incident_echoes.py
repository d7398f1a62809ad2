"""Visitors who have the same trouble as an incident; which public news is the post-mortem."""

import sqlalchemy as sa
from alembic import op

revision = "incident_echoes"
down_revision = "social_media"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "incident_echoes",
        sa.Column("incident_id", sa.BigInteger(), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("visitor_sha256", sa.String(64), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_incident_echoes_incident_id_incidents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_echoes")),
        sa.UniqueConstraint(
            "incident_id", "hour", "visitor_sha256", name=op.f("uq_incident_echoes_incident_id_hour_visitor_sha256")
        ),
    )
    op.add_column("post_mortems", sa.Column("public_entry_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_post_mortems_public_entry_id_incident_entries"),
        "post_mortems",
        "incident_entries",
        ["public_entry_id"],
        ["id"],
    )


def downgrade() -> None:
    op.drop_column("post_mortems", "public_entry_id")
    op.drop_table("incident_echoes")
