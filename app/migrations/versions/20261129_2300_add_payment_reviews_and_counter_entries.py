"""add payment reviews and counter entries"""

import sqlalchemy as sa
from alembic import op

revision = "payments_reviews"
down_revision = "template_status"
branch_labels = None
depends_on = None

REASONS = "'AMOUNT', 'CHALLENGE', 'VOID', 'OVERPAID', 'REJECTED', 'SETTLED_AGAIN', 'PARTIAL_REFUND', 'TAKEN_BACK', 'STILL_OPEN', 'UNREADABLE'"
STATUSES = "'PENDING', 'REVIEW', 'PAID', 'REJECTED', 'FAILED', 'REFUNDED'"


def upgrade() -> None:
    op.add_column("payments", sa.Column("unread_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("payments", sa.Column("close_requested_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_payments_transaction_id", "payments", ["transaction_id"], postgresql_where=sa.text("transaction_id IS NOT NULL"))
    op.drop_constraint(op.f("ck_payments_status"), "payments")
    op.create_check_constraint(op.f("ck_payments_status"), "payments", f"status IN ({STATUSES}, 'REVERSED')", postgresql_not_valid=True)
    op.add_column("company", sa.Column("four_eyes_above_idr", sa.BigInteger(), server_default="1000000", nullable=False))
    op.create_check_constraint(op.f("ck_company_four_eyes_above"), "company", "four_eyes_above_idr >= 0")
    op.create_table(
        "payment_reviews",
        sa.Column("payment_id", sa.BigInteger(), nullable=False),
        sa.Column("invoice_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("fact", sa.String(length=60), nullable=False),
        sa.Column("amount_idr", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("resolved_by_id", sa.BigInteger(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(f"reason IN ({REASONS})", name=op.f("ck_payment_reviews_reason")),
        sa.CheckConstraint("status IN ('OPEN', 'DONE')", name=op.f("ck_payment_reviews_status")),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_payment_reviews_payment_id")),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoices.id"], name=op.f("fk_payment_reviews_invoice_id")),
        sa.ForeignKeyConstraint(["resolved_by_id"], ["users.id"], name=op.f("fk_payment_reviews_resolved_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_reviews")),
    )
    op.create_index(op.f("ix_payment_reviews_invoice_id"), "payment_reviews", ["invoice_id"])
    op.create_index("ix_payment_reviews_status_id", "payment_reviews", ["status", "id"])
    op.create_index("uq_payment_reviews_once", "payment_reviews", ["payment_id", "reason", "fact"], unique=True)
    op.create_table(
        "counter_entries",
        sa.Column("payment_id", sa.BigInteger(), nullable=False),
        sa.Column("invoice_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("amount_idr", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("tell_customer", sa.Boolean(), nullable=False),
        sa.Column("requested_by_id", sa.BigInteger(), nullable=False),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("kind IN ('REVERSAL', 'REFUND')", name=op.f("ck_counter_entries_kind")),
        sa.CheckConstraint("status IN ('WAITING', 'DONE', 'REFUSED')", name=op.f("ck_counter_entries_status")),
        sa.CheckConstraint("amount_idr > 0", name=op.f("ck_counter_entries_amount")),
        sa.CheckConstraint("decided_by_id IS NULL OR decided_by_id <> requested_by_id", name=op.f("ck_counter_entries_four_eyes")),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_counter_entries_payment_id")),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoices.id"], name=op.f("fk_counter_entries_invoice_id")),
        sa.ForeignKeyConstraint(["requested_by_id"], ["users.id"], name=op.f("fk_counter_entries_requested_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_counter_entries_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter_entries")),
    )
    op.create_index(op.f("ix_counter_entries_payment_id"), "counter_entries", ["payment_id"])
    op.create_index(op.f("ix_counter_entries_invoice_id"), "counter_entries", ["invoice_id"])
    op.create_index("ix_counter_entries_status_id", "counter_entries", ["status", "id"])
    op.create_index("uq_counter_entries_one_waiting", "counter_entries", ["payment_id"], unique=True, postgresql_where=sa.text("status = 'WAITING'"))


def downgrade() -> None:
    op.drop_table("counter_entries")
    op.drop_table("payment_reviews")
    op.drop_column("company", "four_eyes_above_idr")
    op.execute("UPDATE payments SET status = 'REFUNDED' WHERE status = 'REVERSED'")
    op.drop_constraint(op.f("ck_payments_status"), "payments")
    op.create_check_constraint(op.f("ck_payments_status"), "payments", f"status IN ({STATUSES})")
    op.drop_index("ix_payments_transaction_id", table_name="payments")
    op.drop_column("payments", "close_requested_at")
    op.drop_column("payments", "unread_since")
