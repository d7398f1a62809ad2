"""What the status page showed of a component before and with public news, when maintenance is checked or called off."""

import sqlalchemy as sa
from alembic import op

revision = "states_of_public_news"
down_revision = "record_presences"
branch_labels = None
depends_on = None

STATES = "'operational', 'under_maintenance', 'degraded_performance', 'partial_outage', 'major_outage'"
COLUMNS = ("state_before", "state_after")


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("incident_entries", sa.Column(column, sa.String(32), nullable=True))
        op.execute(
            f"ALTER TABLE incident_entries ADD CONSTRAINT ck_incident_entries_{column} "
            f"CHECK ({column} IN ({STATES})) NOT VALID"
        )
    op.add_column("planned_maintenances", sa.Column("verifying_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("maintenance_records", sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE maintenance_records r SET cancelled_at = coalesce((SELECT max(a.at) FROM audit_entries a "
        "WHERE a.thing = 'maintenance_records' AND a.thing_id = r.id AND a.action = 'cancel'), r.updated_at) "
        "WHERE r.status = 'CANCELLED'"
    )
    with op.get_context().autocommit_block():
        for column in COLUMNS:
            op.execute(f"ALTER TABLE incident_entries VALIDATE CONSTRAINT ck_incident_entries_{column}")


def downgrade() -> None:
    op.drop_column("maintenance_records", "cancelled_at")
    op.drop_column("planned_maintenances", "verifying_since")
    for column in COLUMNS:
        op.drop_column("incident_entries", column)
