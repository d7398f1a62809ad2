"""Invitations to the 0-10 survey by WhatsApp and e-mail, answers by their links, and how many are sent a day."""

import sqlalchemy as sa
from alembic import op

revision = "nps_invitations"
down_revision = "billed_check_ins"
branch_labels = None
depends_on = None

CHECKS = (
    ("company", "nps_daily", "nps_daily BETWEEN 0 AND 1000"),
    ("nps_answers", "one_person", "num_nonnulls(user_id, customer_id) = 1"),
)
KEYS = (("customer_id", "customers"), ("invitation_id", "nps_invitations"))


def upgrade() -> None:
    op.create_table(
        "nps_invitations",
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("channel IN ('WHATSAPP', 'EMAIL')", name=op.f("ck_nps_invitations_channel")),
        sa.CheckConstraint("num_nonnulls(customer_id, user_id) = 1", name=op.f("ck_nps_invitations_one_person")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_nps_invitations_customer_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_nps_invitations_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nps_invitations")),
    )
    op.create_index("ix_nps_invitations_customer_id", "nps_invitations", ["customer_id", "created_at"])
    op.create_index("ix_nps_invitations_user_id", "nps_invitations", ["user_id", "created_at"])
    op.create_index("ix_nps_invitations_created_at", "nps_invitations", ["created_at"])
    op.add_column("company", sa.Column("nps_daily", sa.SmallInteger(), server_default="20", nullable=False))
    op.add_column("nps_answers", sa.Column("never", sa.Boolean(), server_default="false", nullable=False))
    op.alter_column("nps_answers", "user_id", nullable=True)
    for column, other in KEYS:
        op.add_column("nps_answers", sa.Column(column, sa.BigInteger(), nullable=True))
        name = f"fk_nps_answers_{column}"
        op.execute(
            f"ALTER TABLE nps_answers ADD CONSTRAINT {name} FOREIGN KEY ({column}) REFERENCES {other} (id) NOT VALID"
        )
    for table, name, rule in CHECKS:
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{name} CHECK ({rule}) NOT VALID")
    with op.get_context().autocommit_block():
        for column, _ in KEYS:
            op.execute(f"ALTER TABLE nps_answers VALIDATE CONSTRAINT fk_nps_answers_{column}")
        for table, name, _ in CHECKS:
            op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT ck_{table}_{name}")
        op.execute(
            "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS uq_nps_answers_invitation_id ON nps_answers (invitation_id)"
        )
        op.execute(
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_nps_answers_customer_id ON nps_answers (customer_id, created_at)"
        )
    op.execute("ALTER TABLE nps_answers ADD CONSTRAINT uq_nps_answers_invitation_id UNIQUE USING INDEX uq_nps_answers_invitation_id")


def downgrade() -> None:
    op.execute("DELETE FROM nps_answers WHERE user_id IS NULL")
    op.drop_constraint("ck_nps_answers_one_person", "nps_answers")
    op.drop_index("ix_nps_answers_customer_id", "nps_answers")
    for column in ("invitation_id", "customer_id", "never"):
        op.drop_column("nps_answers", column)
    op.alter_column("nps_answers", "user_id", nullable=False)
    op.drop_column("company", "nps_daily")
    op.drop_table("nps_invitations")
