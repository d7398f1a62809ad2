"""Requests for more days and alerts lapse with their visit; those of visits that ended before this release, too."""

import sqlalchemy as sa
from alembic import op

revision = "lapse_open_questions"
down_revision = "add_releases"
branch_labels = None
depends_on = None

REQUESTS = ("PENDING", "APPROVED", "REJECTED")
ALERTS = ("OPEN", "WAITING", "CONTINUED", "REPLACED", "ARRIVED")
ENDED = "SELECT id FROM visit_tickets WHERE status IN ('DONE', 'CLOSED', 'CANCELLED')"


def _allow(table: str, statuses: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(f"ck_{table}_status"), table, type_="check")
    listed = ", ".join(f"'{one}'" for one in statuses)
    op.create_check_constraint(op.f(f"ck_{table}_status"), table, f"status IN ({listed})")


def upgrade() -> None:
    _allow("extension_requests", (*REQUESTS, "LAPSED"))
    _allow("emergency_alerts", (*ALERTS, "LAPSED"))
    op.execute(
        sa.text(f"UPDATE extension_requests SET status = 'LAPSED' WHERE status = 'PENDING' AND visit_id IN ({ENDED})")
    )
    op.execute(
        sa.text(
            "UPDATE emergency_alerts SET status = 'LAPSED', wait_until = NULL"
            f" WHERE status IN ('OPEN', 'WAITING') AND visit_id IN ({ENDED})"
        )
    )
    op.execute(
        sa.text(
            "UPDATE assignments SET release_asked_at = NULL, release_asked_reason = ''"
            f" WHERE release_asked_at IS NOT NULL AND released_at IS NULL AND visit_id IN ({ENDED})"
        )
    )


def downgrade() -> None:
    op.execute(sa.text("UPDATE extension_requests SET status = 'REJECTED' WHERE status = 'LAPSED'"))
    op.execute(sa.text("UPDATE emergency_alerts SET status = 'ARRIVED' WHERE status = 'LAPSED'"))
    _allow("extension_requests", REQUESTS)
    _allow("emergency_alerts", ALERTS)
