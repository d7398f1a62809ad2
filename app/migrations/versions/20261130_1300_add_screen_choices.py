"""How each person likes their pages, kept with them; imports that gave up. The check is widened first and validated
with a weak lock."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "screen_choices"
down_revision = "support_fields"
branch_labels = None
depends_on = None

TABLE, NAME = "customer_imports", "ck_customer_imports_status"


def upgrade() -> None:
    op.add_column("users", sa.Column("screen", postgresql.JSONB(), server_default="{}", nullable=False))
    op.add_column(TABLE, sa.Column("error", sa.String(100), server_default="", nullable=False))
    op.drop_constraint(op.f(NAME), TABLE, type_="check")
    op.execute(
        f"ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} "
        "CHECK (status IN ('PREVIEWED', 'RUNNING', 'DONE', 'FAILED')) NOT VALID"
    )
    with op.get_context().autocommit_block():
        op.execute(f"ALTER TABLE {TABLE} VALIDATE CONSTRAINT {NAME}")


def downgrade() -> None:
    op.execute(f"UPDATE {TABLE} SET status = 'RUNNING' WHERE status = 'FAILED'")
    op.drop_constraint(op.f(NAME), TABLE, type_="check")
    op.create_check_constraint(op.f(NAME), TABLE, "status IN ('PREVIEWED', 'RUNNING', 'DONE')")
    op.drop_column(TABLE, "error")
    op.drop_column("users", "screen")
