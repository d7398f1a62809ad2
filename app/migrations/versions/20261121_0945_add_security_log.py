"""add security log"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BOOKS = ("audit_entries", "claim_attempts", "exp_entries")


def upgrade() -> None:
    op.add_column('audit_entries', sa.Column('via', sa.String(length=32), server_default='SYSTEM', nullable=False))
    # not valid: the rows there are got the default a moment ago, and reading them all would hold the table up
    op.create_check_constraint(
        op.f('ck_audit_entries_via'),
        'audit_entries',
        "via IN ('WEB', 'API', 'TELEGRAM', 'JOB', 'SYSTEM')",
        postgresql_not_valid=True,
    )
    op.add_column('audit_entries', sa.Column('token_id', sa.BigInteger(), nullable=True))
    op.add_column('audit_entries', sa.Column('address', sa.String(length=45), server_default='', nullable=False))
    op.create_index('ix_audit_entries_address', 'audit_entries', ['address', 'id'], unique=False, postgresql_ops={'address': 'text_pattern_ops'}, postgresql_where=sa.text("address != ''"))
    for table in BOOKS:
        op.execute(f"CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()")


def downgrade() -> None:
    for table in BOOKS:
        op.execute(f"DROP TRIGGER never_emptied ON {table}")
    op.drop_index('ix_audit_entries_address', table_name='audit_entries', postgresql_ops={'address': 'text_pattern_ops'}, postgresql_where=sa.text("address != ''"))
    op.drop_column('audit_entries', 'address')
    op.drop_column('audit_entries', 'token_id')
    op.drop_column('audit_entries', 'via')
