"""Invitations to the 0-10 survey by WhatsApp and e-mail with their answers, and how many are sent a day."""

import sqlalchemy as sa
from alembic import op

revision = "nps_invitations"
down_revision = "links_version"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "nps_invitations",
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("never", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=True),
        sa.Column("comment", sa.String(1000), server_default="", nullable=False),
        sa.Column("version_seen", sa.String(40), server_default="", nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("channel IN ('WHATSAPP', 'EMAIL')", name=op.f("ck_nps_invitations_channel")),
        sa.CheckConstraint("score BETWEEN 0 AND 10", name=op.f("ck_nps_invitations_score")),
        sa.CheckConstraint("num_nonnulls(customer_id, user_id) = 1", name=op.f("ck_nps_invitations_one_person")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_nps_invitations_customer_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_nps_invitations_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nps_invitations")),
    )
    op.create_index("ix_nps_invitations_customer_id", "nps_invitations", ["customer_id", "created_at"])
    op.create_index("ix_nps_invitations_user_id", "nps_invitations", ["user_id", "created_at"])
    op.create_index("ix_nps_invitations_created_at", "nps_invitations", ["created_at"])
    answered = sa.text("answered_at IS NOT NULL")
    op.create_index("ix_nps_invitations_answered_at", "nps_invitations", ["answered_at"], postgresql_where=answered)
    op.add_column("company", sa.Column("nps_daily", sa.SmallInteger(), server_default="20", nullable=False))
    op.execute(
        "ALTER TABLE company ADD CONSTRAINT ck_company_nps_daily CHECK (nps_daily BETWEEN 0 AND 1000) NOT VALID"
    )
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE company VALIDATE CONSTRAINT ck_company_nps_daily")


def downgrade() -> None:
    op.drop_column("company", "nps_daily")
    op.drop_table("nps_invitations")
