"""Subscribers of the status page by WhatsApp, Telegram and webhook beside e-mail.

Nulls are borne: the release before marks a message to a subscriber without e-mail as one without address.
"""

import sqlalchemy as sa
from alembic import op

revision = "subscriber_channels"
down_revision = "on_call_swaps"
branch_labels = None
depends_on = None

TABLE = "status_subscribers"
ADDRESSES = "num_nonnulls(email, contact_id, chat_id, url)"
CHECKS = {
    "channel": "channel IN ('EMAIL', 'WHATSAPP', 'TELEGRAM', 'WEBHOOK')",
    "address": f"{ADDRESSES} = CASE channel"
    " WHEN 'EMAIL' THEN (email IS NOT NULL)::int"
    " WHEN 'WEBHOOK' THEN (url IS NOT NULL)::int"
    " WHEN 'WHATSAPP' THEN (contact_id IS NOT NULL)::int"
    " ELSE (chat_id IS NOT NULL)::int END",
    "reachable": f"{ADDRESSES} = 1 OR (confirmed_at IS NULL AND channel IN ('WHATSAPP', 'TELEGRAM'))",
}


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("channel", sa.String(length=32), server_default="EMAIL", nullable=False))
    op.add_column(TABLE, sa.Column("contact_id", sa.BigInteger()))
    op.add_column(TABLE, sa.Column("chat_id", sa.BigInteger()))
    op.add_column(TABLE, sa.Column("url", sa.String(length=250)))
    op.alter_column(TABLE, "email", nullable=True)
    op.execute(
        f"ALTER TABLE {TABLE} ADD CONSTRAINT fk_status_subscribers_contact_id"
        " FOREIGN KEY (contact_id) REFERENCES whatsapp_contacts (id) NOT VALID"
    )
    for name, rule in CHECKS.items():
        op.execute(f"ALTER TABLE {TABLE} ADD CONSTRAINT ck_status_subscribers_{name} CHECK ({rule}) NOT VALID")
    with op.get_context().autocommit_block():
        op.execute(f"ALTER TABLE {TABLE} VALIDATE CONSTRAINT fk_status_subscribers_contact_id")
        for name in CHECKS:
            op.execute(f"ALTER TABLE {TABLE} VALIDATE CONSTRAINT ck_status_subscribers_{name}")
    for name in ("contact_id", "chat_id", "url"):
        index = f"ix_status_subscribers_{name}"
        with op.get_context().autocommit_block():
            op.create_index(index, TABLE, [name], unique=True, postgresql_concurrently=True, if_not_exists=True)


def downgrade() -> None:
    op.execute(f"DELETE FROM {TABLE} WHERE email IS NULL")
    op.alter_column(TABLE, "email", nullable=False)
    for name in CHECKS:
        op.drop_constraint(f"ck_status_subscribers_{name}", TABLE)
    for name in ("url", "chat_id", "contact_id", "channel"):
        op.drop_column(TABLE, name)
