"""sort lists by the meaning of statuses and priorities"""

from alembic import op

revision = "rank_indexes"
down_revision = "import_in_steps"
branch_labels = None
depends_on = None

RANKED = (
    ("customers", "status", "ACTIVE,INACTIVE,DELETED"),
    ("feedback", "status", "NEW,IN_REVIEW,FOLLOWED_UP,REJECTED"),
    ("user_reports", "status", "WAITING,HANDLED"),
    ("bug_reports", "status", "NEW,CONFIRMED,IN_PROGRESS,TESTING,FIXED,CANNOT_REPRODUCE,DUPLICATE,REJECTED"),
    ("bug_reports", "priority", "LOW,MEDIUM,HIGH,CRITICAL"),
    ("support_tickets", "status", "NEW,IN_PROGRESS,DONE,REJECTED"),
    ("visit_tickets", "priority", "LOW,MEDIUM,HIGH,CRITICAL"),
    ("visit_tickets", "status", "DRAFT,OPEN,ASSIGNED,IN_PROGRESS,DONE,CLOSED,CANCELLED"),
    ("invoices", "status", "DRAFT,PENDING,REVISION,APPROVED,SENT,PAID,VOID"),
    ("payments", "status", "PENDING,REVIEW,PAID,REJECTED,FAILED,REFUNDED,REVERSED"),
)


def upgrade() -> None:
    for table, column, values in RANKED:
        where = " WHERE NOT gone" if table == "user_reports" else ""
        rank = f"array_position('{{{values}}}'::varchar[], {column})"
        op.execute(f"CREATE INDEX ix_{table}_{column}_rank ON {table} ({rank}, id){where}")


def downgrade() -> None:
    for table, column, _values in RANKED:
        op.drop_index(f"ix_{table}_{column}_rank", table_name=table)
