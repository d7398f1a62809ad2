"""keep what a registration said was wrong until the customer has a visit"""

import sqlalchemy as sa
from alembic import op

revision = "customer_complaints"
down_revision = "exports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customers", sa.Column("complaint", sa.Text(), server_default="", nullable=False))
    op.add_column("customers", sa.Column("complaint_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_customers_complaint_at",
        "customers",
        ["complaint_at"],
        postgresql_where=sa.text("complaint_at IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_customers_complaint_at", table_name="customers")
    op.drop_column("customers", "complaint_at")
    op.drop_column("customers", "complaint")
