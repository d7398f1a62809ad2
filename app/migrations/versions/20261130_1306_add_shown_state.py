"""The state of a component that was shown last, so that a change is told."""

import sqlalchemy as sa
from alembic import op

revision = "shown_state"
down_revision = "visits_of_invoices"
branch_labels = None
depends_on = None

STATES = "('operational', 'under_maintenance', 'degraded_performance', 'partial_outage', 'major_outage')"


def upgrade() -> None:
    op.add_column(
        "status_components",
        sa.Column("shown_state", sa.String(length=32), server_default="operational", nullable=False),
    )
    op.execute(
        "ALTER TABLE status_components ADD CONSTRAINT ck_status_components_shown_state "
        f"CHECK (shown_state IN {STATES}) NOT VALID"
    )
    op.execute("ALTER TABLE status_components VALIDATE CONSTRAINT ck_status_components_shown_state")


def downgrade() -> None:
    op.drop_constraint("ck_status_components_shown_state", "status_components")
    op.drop_column("status_components", "shown_state")
