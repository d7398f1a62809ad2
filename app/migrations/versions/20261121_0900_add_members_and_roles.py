"""add members and roles"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint(op.f("ck_users_role"), "users")
    op.create_check_constraint(
        op.f("ck_users_role"),
        "users",
        "role IN ('ADMIN', 'CS', 'TECHNICIAN', 'SALES', 'MANAGER', 'MEMBER', 'DEVELOPER', 'DEVOPS', 'PRODUCT')",
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_users_role"), "users")
    op.create_check_constraint(op.f("ck_users_role"), "users", "role IN ('ADMIN', 'CS', 'TECHNICIAN', 'SALES', 'MANAGER')")
