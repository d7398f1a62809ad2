"""PDFs that hold words of security tickets are marked, and asked for apart from the others."""

import sqlalchemy as sa
from alembic import op

revision = "mark_security_prints"
down_revision = "rollout_answers_in_english"
branch_labels = None
depends_on = None

TABLE, OLD, NEW = "support_prints", "uq_support_prints_waiting", "uq_support_prints_waiting_for"
OLD_COLUMNS = ["ticket_id", "with_notes"]
WAITING = {"unique": True, "postgresql_where": sa.text("file_id IS NULL")}


def upgrade() -> None:
    op.add_column(
        TABLE, sa.Column("is_security", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.execute("""
        WITH RECURSIVE tree(print_id, ticket_id) AS (
            SELECT id, ticket_id FROM support_prints
            UNION
            SELECT tree.print_id, t.id FROM support_tickets t JOIN tree ON t.merged_into_id = tree.ticket_id
        )
        UPDATE support_prints p SET is_security = true
          FROM tree JOIN support_tickets t ON t.id = tree.ticket_id
         WHERE tree.print_id = p.id AND t.kind = 'SECURITY'
    """)
    with op.get_context().autocommit_block():
        op.create_index(NEW, TABLE, [*OLD_COLUMNS, "is_security"], postgresql_concurrently=True, if_not_exists=True, **WAITING)
    with op.get_context().autocommit_block():
        op.drop_index(OLD, TABLE, postgresql_concurrently=True, if_exists=True)


def downgrade() -> None:
    op.execute("DELETE FROM support_prints WHERE is_security AND file_id IS NULL")
    op.create_index(OLD, TABLE, OLD_COLUMNS, **WAITING)
    op.drop_index(NEW, TABLE)
    op.drop_column(TABLE, "is_security")
