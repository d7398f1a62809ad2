"""Codes and links that were written into messages before they left are taken out of them."""

from alembic import op

revision = "forget_readable_secrets"
down_revision = "search_by_street_and_tail"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What was waiting with a readable secret is not sent any more: it is good for minutes, and is asked for again."""
    op.execute("""
        UPDATE deliveries
           SET body = replace(body, payload->>'secret', '•••'), payload = '{}',
               status = CASE WHEN status IN ('QUEUED', 'PARKED', 'SANDBOX', 'BY_HAND', 'NO_ADDRESS')
                        THEN 'CANCELLED' ELSE status END
         WHERE payload->>'secret' > ''
    """)


def downgrade() -> None:
    """Nothing to bring back."""
