"""How a system's rollouts are steered, what people asked of them, what was measured."""

import sqlalchemy as sa
from alembic import op

revision = "rollout_steering"
down_revision = "extensions_asked_at"
branch_labels = None
depends_on = None

ADAPTERS = "adapter IN ('BY_HAND', 'MACHINE')"
VERBS = "verb IN ('START', 'PROMOTE', 'HOLD', 'RESUME', 'ROLL_BACK')"
STATUSES = "status IN ('WAITING', 'DONE', 'REFUSED')"


def upgrade() -> None:
    op.create_table(
        "release_systems",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("adapter", sa.String(32), nullable=False),
        sa.Column("sample", sa.Integer(), server_default="200", nullable=False),
        sa.Column("least_seconds", sa.Integer(), server_default="60", nullable=False),
        sa.Column("memory_mb", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *_record("release_systems"),
        sa.CheckConstraint(ADAPTERS, name=op.f("ck_release_systems_adapter")),
        sa.UniqueConstraint("name", name=op.f("uq_release_systems_name")),
    )
    op.create_table(
        "rollout_commands",
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        sa.Column("verb", sa.String(32), nullable=False),
        sa.Column("percent", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.String(500), server_default="", nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("answer", sa.String(500), server_default="", nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        *_record("rollout_commands"),
        sa.CheckConstraint(VERBS, name=op.f("ck_rollout_commands_verb")),
        sa.CheckConstraint(STATUSES, name=op.f("ck_rollout_commands_status")),
        _of_release("rollout_commands"),
        sa.ForeignKeyConstraint(["asked_by_id"], ["users.id"], name=op.f("fk_rollout_commands_asked_by_id")),
    )
    op.create_index(
        "uq_rollout_commands_waiting",
        "rollout_commands",
        ["release_id"],
        unique=True,
        postgresql_where=sa.text("status = 'WAITING'"),
    )
    op.create_index("ix_rollout_commands_release", "rollout_commands", ["release_id", "id"])
    op.create_table(
        "rollout_samples",
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        sa.Column("percent", sa.SmallInteger(), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("p95_ms", sa.Float(), nullable=True),
        sa.Column("old_requests", sa.Integer(), nullable=False),
        sa.Column("old_errors", sa.Integer(), nullable=False),
        sa.Column("old_p95_ms", sa.Float(), nullable=True),
        sa.Column("memory_mb", sa.Float(), nullable=True),
        sa.Column("decision", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        *_record("rollout_samples"),
        _of_release("rollout_samples"),
    )
    op.create_index("ix_rollout_samples_release", "rollout_samples", ["release_id", "created_at"])


def _record(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _of_release(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["release_id"], ["releases.id"], name=op.f(f"fk_{table}_release_id"), ondelete="CASCADE"
    )


def downgrade() -> None:
    for table in ("rollout_samples", "rollout_commands", "release_systems"):
        op.drop_table(table)
