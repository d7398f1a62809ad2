"""Answers on our page at Facebook and Instagram are deliveries, too. Validated in its own transaction."""

from alembic import op

revision = "meta_answers"
down_revision = "release_aftercare"
branch_labels = None
depends_on = None

TABLES = ("deliveries", "notification_choices")
BEFORE = "'WHATSAPP', 'TELEGRAM', 'EMAIL', 'IN_APP', 'PUSH', 'WEBHOOK'"


def upgrade() -> None:
    for table in TABLES:
        name = f"ck_{table}_channel"
        op.drop_constraint(op.f(name), table)
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK (channel IN ({BEFORE}, 'META')) NOT VALID")
    with op.get_context().autocommit_block():
        for table in TABLES:
            op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT ck_{table}_channel")


def downgrade() -> None:
    for table in TABLES:
        name = f"ck_{table}_channel"
        op.execute(f"DELETE FROM {table} WHERE channel = 'META'")
        op.drop_constraint(op.f(name), table)
        op.create_check_constraint(op.f(name), table, f"channel IN ({BEFORE})")
