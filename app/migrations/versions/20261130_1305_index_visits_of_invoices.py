"""Invoices are found by their visit, void ones too: a search by a visit's number read every invoice."""

from alembic import op

revision = "visits_of_invoices"
down_revision = "screen_choices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.create_index("ix_invoices_visit_id", "invoices", ["visit_id"], postgresql_concurrently=True, if_not_exists=True)


def downgrade() -> None:
    op.drop_index("ix_invoices_visit_id", "invoices")
