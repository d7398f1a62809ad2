"""say why a place was given back, and let a technician ask to be released"""

import sqlalchemy as sa
from alembic import op

revision = "release_at_any_time"
down_revision = "document_scans"
branch_labels = None
depends_on = None

REASONS = ("REPLACED", "CANCELLED", "LEFT_EXTENSION", "WITHDRAWN")
MORE = ("SICK", "SWAPPED", "ON_LEAVE", "WRONG_SKILL", "DISMISSED", "DEACTIVATED", "OTHER")


def upgrade() -> None:
    op.add_column("assignments", sa.Column("release_note", sa.String(300), server_default="", nullable=False))
    op.add_column("assignments", sa.Column("release_asked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("assignments", sa.Column("release_asked_reason", sa.String(300), server_default="", nullable=False))
    op.create_index(
        "ix_assignments_release_asked",
        "assignments",
        ["release_asked_at"],
        postgresql_where=sa.text("release_asked_at IS NOT NULL AND released_at IS NULL"),
    )
    _check((*REASONS, *MORE))


def downgrade() -> None:
    _check(REASONS)
    op.drop_index("ix_assignments_release_asked", table_name="assignments")
    for column in ("release_asked_reason", "release_asked_at", "release_note"):
        op.drop_column("assignments", column)


def _check(reasons: tuple[str, ...]) -> None:
    names = ", ".join(f"'{reason}'" for reason in reasons)
    op.drop_constraint(op.f("ck_assignments_release_reason"), "assignments", type_="check")
    # not valid: no row breaks the wider rule, and reading them all would hold the table up
    op.create_check_constraint(
        op.f("ck_assignments_release_reason"), "assignments", f"release_reason IN ({names})", postgresql_not_valid=True
    )
