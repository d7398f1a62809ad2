"""How each person likes their pages, kept with them; imports that gave up."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "screen_choices"
down_revision = "support_fields"
branch_labels = None
depends_on = None

STATUS = "ck_customer_imports_status"


def upgrade() -> None:
    op.add_column("users", sa.Column("screen", postgresql.JSONB(), server_default="{}", nullable=False))
    op.add_column("customer_imports", sa.Column("error", sa.String(100), server_default="", nullable=False))
    op.drop_constraint(op.f(STATUS), "customer_imports", type_="check")
    op.create_check_constraint(op.f(STATUS), "customer_imports", "status IN ('PREVIEWED', 'RUNNING', 'DONE', 'FAILED')")


def downgrade() -> None:
    op.execute("UPDATE customer_imports SET status = 'RUNNING' WHERE status = 'FAILED'")
    op.drop_constraint(op.f(STATUS), "customer_imports", type_="check")
    op.create_check_constraint(op.f(STATUS), "customer_imports", "status IN ('PREVIEWED', 'RUNNING', 'DONE')")
    op.drop_column("customer_imports", "error")
    op.drop_column("users", "screen")
