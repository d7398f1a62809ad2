"""A list's filters may be shared with one team alone."""

import sqlalchemy as sa
from alembic import op

revision = "saved_filters_of_a_team"
down_revision = "bulk_row_seen"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("saved_filters", sa.Column("team_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_saved_filters_team_id_support_teams"),
        "saved_filters",
        "support_teams",
        ["team_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.create_index(op.f("ix_saved_filters_team_id"), "saved_filters", ["team_id"])
    op.create_check_constraint("one_audience", "saved_filters", "NOT shared OR team_id IS NULL")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_saved_filters_one_audience"), "saved_filters")
    op.drop_column("saved_filters", "team_id")
