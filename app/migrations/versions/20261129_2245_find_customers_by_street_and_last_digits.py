"""find customers and sites by street, landmark and the last digits of a telephone number"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "search_by_street_and_tail"
down_revision = "claim_result_released"
branch_labels = None
depends_on = None

_ADDRESS = "street || ' ' || village || ' ' || district || ' ' || city || ' ' || landmark"


def upgrade() -> None:
    _search("customers", f"to_tsvector('simple', translate(name || ' ' || code || ' ' || {_ADDRESS}, '.,/()', '     '))")
    op.add_column("sites", _column(f"to_tsvector('simple', translate(name || ' ' || {_ADDRESS}, '.,/()', '     '))"))
    op.create_index("ix_sites_search", "sites", ["search"], postgresql_using="gin")
    op.execute("CREATE INDEX ix_customers_phone_reversed ON customers (reverse(phone_e164) text_pattern_ops)")


def downgrade() -> None:
    op.drop_index("ix_customers_phone_reversed", table_name="customers")
    op.drop_index("ix_sites_search", table_name="sites")
    op.drop_column("sites", "search")
    _search("customers", "to_tsvector('simple', name || ' ' || code || ' ' || city)")


def _search(table: str, expression: str) -> None:
    """The column is made anew: PostgreSQL before 17 cannot change how a column is generated."""
    op.drop_index(f"ix_{table}_search", table_name=table)
    op.drop_column(table, "search")
    op.add_column(table, _column(expression))
    op.create_index(f"ix_{table}_search", table, ["search"], postgresql_using="gin")


def _column(expression: str) -> sa.Column:
    return sa.Column("search", postgresql.TSVECTOR(), sa.Computed(expression, persisted=True), nullable=False)
