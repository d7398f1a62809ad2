"""give labour prices a skill; say who changed a price"""

import sqlalchemy as sa
from alembic import op

revision = "labour_prices_skill"
down_revision = "delivery_heartbeats"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("price_items", sa.Column("skill_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_price_items_skill_id"), "price_items", "skills", ["skill_id"], ["id"])
    op.create_check_constraint(op.f("ck_price_items_skill_of_labour"), "price_items", "skill_id IS NULL OR kind = 'LABOUR'")
    op.add_column("approvals", sa.Column("repriced_by_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_approvals_repriced_by_id"), "approvals", "users", ["repriced_by_id"], ["id"])


def downgrade() -> None:
    op.drop_column("approvals", "repriced_by_id")
    op.drop_column("price_items", "skill_id")
