"""The panel's own names of a ticket's states, a row for each state."""

import sqlalchemy as sa
from alembic import op

revision = "support_state_names"
down_revision = "nps_invitations"
branch_labels = None
depends_on = None

STATES = ("NEW", "ASSIGNED", "IN_PROGRESS", "WAITING", "DONE", "CLOSED", "REJECTED")


def upgrade() -> None:
    words = [
        sa.Column(name, sa.String(length=300 if "note" in name else 40), server_default="", nullable=False)
        for name in ("name", "name_en", "shown_name", "shown_name_en", "shown_note", "shown_note_en")
    ]
    op.create_table(
        "support_state_names",
        sa.Column("status", sa.String(length=32), nullable=False),
        *words,
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(f"status IN {STATES}", name=op.f("ck_support_state_names_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_state_names")),
        sa.UniqueConstraint("status", name=op.f("uq_support_state_names_status")),
    )
    for state in STATES:
        op.execute(f"INSERT INTO support_state_names (status) VALUES ('{state}')")


def downgrade() -> None:
    op.drop_table("support_state_names")
