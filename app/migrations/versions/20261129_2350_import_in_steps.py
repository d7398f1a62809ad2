"""import customers in steps"""

import sqlalchemy as sa
from alembic import op

revision = "import_in_steps"
down_revision = "inbound_files"
branch_labels = None
depends_on = None
OLD, NEW = "'PREVIEWED', 'DONE'", "'PREVIEWED', 'RUNNING', 'DONE'"


def upgrade() -> None:
    op.add_column("customer_imports", sa.Column("rows_done", sa.Integer(), server_default="0", nullable=False))
    op.add_column("customer_imports", sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_constraint(op.f("ck_customer_imports_status"), "customer_imports", type_="check")
    op.create_check_constraint(op.f("ck_customer_imports_status"), "customer_imports", f"status IN ({NEW})")
    running = sa.text("status = 'RUNNING'")
    op.create_index("ix_customer_imports_running", "customer_imports", ["id"], postgresql_where=running)


def downgrade() -> None:
    op.drop_index("ix_customer_imports_running", table_name="customer_imports")
    op.execute("UPDATE customer_imports SET status = 'DONE' WHERE status = 'RUNNING'")
    op.drop_constraint(op.f("ck_customer_imports_status"), "customer_imports", type_="check")
    op.create_check_constraint(op.f("ck_customer_imports_status"), "customer_imports", f"status IN ({OLD})")
    for name in ("confirmed_at", "rows_done"):
        op.drop_column("customer_imports", name)
