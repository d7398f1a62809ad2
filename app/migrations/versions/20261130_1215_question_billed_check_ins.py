"""A check-in may be questioned because its visit is billed. The check is widened first, validated with a weak lock."""

from alembic import op

revision = "billed_check_ins"
down_revision = "undrawn_files"
branch_labels = None
depends_on = None

TABLE, NAME = "attendances", "ck_attendances_doubt"
BEFORE = (
    "'CLOCK', 'BEFORE_CLAIM', 'AFTER_FINISH', 'CANCELLED', 'RELEASED', 'FAR_FROM_PLAN', 'DAY_JUMP', 'NO_CHECK_IN', "
    "'LONG_DAY'"
)


def upgrade() -> None:
    op.drop_constraint(op.f(NAME), TABLE)
    op.execute(f"ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} CHECK (doubt IN ({BEFORE}, 'BILLED')) NOT VALID")
    op.execute(f"ALTER TABLE {TABLE} VALIDATE CONSTRAINT {NAME}")


def downgrade() -> None:
    op.execute(f"UPDATE {TABLE} SET doubt = 'DAY_JUMP' WHERE doubt = 'BILLED'")
    op.drop_constraint(op.f(NAME), TABLE)
    op.create_check_constraint(op.f(NAME), TABLE, f"doubt IN ({BEFORE})")
