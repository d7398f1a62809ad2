"""Words of public news of incidents before they were corrected."""

import sqlalchemy as sa
from alembic import op

revision = "entry_versions"
down_revision = "notices_of_incidents"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incident_entries", sa.Column("edited_at", sa.DateTime(timezone=True)))
    op.create_table(
        "incident_entry_versions",
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), server_default="", nullable=False),
        sa.Column("corrected_by_id", sa.BigInteger()),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["incident_entries.id"], name=op.f("fk_incident_entry_versions_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["corrected_by_id"], ["users.id"], name=op.f("fk_incident_entry_versions_corrected_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_entry_versions")),
    )
    op.create_index("ix_incident_entry_versions_entry_id", "incident_entry_versions", ["entry_id"])


def downgrade() -> None:
    op.drop_table("incident_entry_versions")
    op.drop_column("incident_entries", "edited_at")
