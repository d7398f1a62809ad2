"""A system may be steered by adapters. The check is widened first and validated with a weak lock."""

from alembic import op

revision = "remote_rollouts"
down_revision = "release_calendar"
branch_labels = None
depends_on = None

TABLE, NAME = "release_systems", "ck_release_systems_adapter"


def upgrade() -> None:
    op.drop_constraint(op.f(NAME), TABLE)
    op.execute(
        f"ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} CHECK (adapter IN ('BY_HAND', 'MACHINE', 'REMOTE')) NOT VALID"
    )
    op.execute(f"ALTER TABLE {TABLE} VALIDATE CONSTRAINT {NAME}")


def downgrade() -> None:
    op.execute(f"UPDATE {TABLE} SET adapter = 'BY_HAND' WHERE adapter = 'REMOTE'")
    op.drop_constraint(op.f(NAME), TABLE)
    op.create_check_constraint(op.f(NAME), TABLE, "adapter IN ('BY_HAND', 'MACHINE')")
