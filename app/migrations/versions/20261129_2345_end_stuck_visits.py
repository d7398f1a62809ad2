"""why a visit was finished without proof or failed, its call-out fee, and the visit a rework belongs to"""

import sqlalchemy as sa
from alembic import op

revision = "visits_never_stuck"
down_revision = "suggestions_feedback_view"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("visit_tickets", sa.Column("finish_reason", sa.String(500)))
    op.add_column("visit_tickets", sa.Column("failure_reason", sa.String(500)))
    op.add_column("visit_tickets", sa.Column("call_out_fee", sa.Boolean, nullable=False, server_default="false"))
    op.add_column("visit_tickets", sa.Column("rework_of_id", sa.BigInteger))
    op.create_foreign_key(
        op.f("fk_visit_tickets_rework_of_id"), "visit_tickets", "visit_tickets", ["rework_of_id"], ["id"]
    )
    op.create_index(op.f("ix_visit_tickets_rework_of_id"), "visit_tickets", ["rework_of_id"])
    op.add_column("company", sa.Column("call_out_fee_idr", sa.BigInteger, nullable=False, server_default="0"))
    op.create_check_constraint(op.f("ck_company_call_out_fee"), "company", "call_out_fee_idr >= 0")


def downgrade() -> None:
    op.drop_column("company", "call_out_fee_idr")
    op.drop_index(op.f("ix_visit_tickets_rework_of_id"), "visit_tickets")
    for column in ("finish_reason", "failure_reason", "call_out_fee", "rework_of_id"):
        op.drop_column("visit_tickets", column)
