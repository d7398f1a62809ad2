"""Passwords that the desk gave end after a week; those that nobody changed yet get a week from now."""

import sqlalchemy as sa
from alembic import op

revision = "initial_until"
down_revision = "action_item_links"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("initial_until", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE users SET initial_until = now() + interval '7 days' WHERE must_change_password")


def downgrade() -> None:
    op.drop_column("users", "initial_until")
