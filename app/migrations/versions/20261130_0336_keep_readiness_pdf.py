"""The PDF of what two people approved of a release."""

import sqlalchemy as sa
from alembic import op

revision = "keep_readiness_pdf"
down_revision = "add_support_mails"
branch_labels = None
depends_on = None

KEY = "fk_releases_frozen_file_id"


def upgrade() -> None:
    op.add_column("releases", sa.Column("frozen_file_id", sa.BigInteger(), nullable=True))
    # a small table that nobody writes to while visitors wait: its rows are checked at once
    op.create_foreign_key(op.f(KEY), "releases", "stored_files", ["frozen_file_id"], ["id"])


def downgrade() -> None:
    op.drop_constraint(op.f(KEY), "releases", type_="foreignkey")
    op.drop_column("releases", "frozen_file_id")
