"""Checks, what came of them, and alarms."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "add_monitoring"
down_revision = "kpi_months"
branch_labels = None
depends_on = None


def upgrade() -> None:
        op.create_table('alarms',
        sa.Column('source', sa.String(length=32), nullable=False),
        sa.Column('fingerprint', sa.String(length=120), nullable=False),
        sa.Column('title', sa.String(length=200), nullable=False),
        sa.Column('words', sa.String(length=1000), server_default='', nullable=False),
        sa.Column('severity', sa.String(length=32), nullable=False),
        sa.Column('component', sa.String(length=80), server_default='', nullable=False),
        sa.Column('labels', postgresql.JSONB(), server_default='{}', nullable=False),
        sa.Column('group_key', sa.String(length=500), server_default='', nullable=False),
        sa.Column('partial', sa.Boolean(), server_default='false', nullable=False),
        sa.Column('muted', sa.Boolean(), server_default='false', nullable=False),
        sa.Column('status', sa.String(length=32), server_default='OPEN', nullable=False),
        sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('resolved_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('count', sa.Integer(), server_default='1', nullable=False),
        sa.Column('id', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.CheckConstraint("severity IN ('SEV1', 'SEV2', 'SEV3', 'SEV4')", name=op.f('ck_alarms_severity')),
        sa.CheckConstraint("source IN ('CHECK', 'PART', 'ALERTMANAGER', 'GRAFANA', 'JSON', 'SLO')", name=op.f('ck_alarms_source')),
        sa.CheckConstraint("status IN ('OPEN', 'RESOLVED')", name=op.f('ck_alarms_status')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_alarms'))
        )
        op.create_index('ix_alarms_source_fingerprint', 'alarms', ['source', 'fingerprint', 'id'], unique=False)
        op.create_index('ix_alarms_started_at_id', 'alarms', ['started_at', 'id'], unique=False)
        op.create_index('ix_alarms_status_id', 'alarms', ['status', 'id'], unique=False)
        op.create_index('uq_alarms_open', 'alarms', ['source', 'fingerprint'], unique=True, postgresql_where=sa.text("status = 'OPEN'"))
        op.create_table('checks',
        sa.Column('name', sa.String(length=80), nullable=False),
        sa.Column('kind', sa.String(length=32), nullable=False),
        sa.Column('target', sa.String(length=250), server_default='', nullable=False),
        sa.Column('options', postgresql.JSONB(), nullable=False),
        sa.Column('interval_seconds', sa.Integer(), nullable=False),
        sa.Column('timeout_seconds', sa.Integer(), nullable=False),
        sa.Column('failure_threshold', sa.SmallInteger(), nullable=False),
        sa.Column('success_threshold', sa.SmallInteger(), nullable=False),
        sa.Column('grace_seconds', sa.Integer(), nullable=False),
        sa.Column('ping_hash', sa.String(length=64), nullable=True),
        sa.Column('status', sa.String(length=32), server_default='NEW', nullable=False),
        sa.Column('muted_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('created_by_id', sa.BigInteger(), nullable=True),
        sa.Column('version', sa.Integer(), server_default='1', nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.Column('id', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.CheckConstraint("kind IN ('HTTP', 'TCP', 'DNS', 'POSTGRESQL', 'REDIS', 'QUEUE_AGE', 'DISK', 'STORAGE', 'MAIL', 'HEARTBEAT')", name=op.f('ck_checks_kind')),
        sa.CheckConstraint("status IN ('NEW', 'UP', 'DOWN', 'PAUSED')", name=op.f('ck_checks_status')),
        sa.CheckConstraint('failure_threshold BETWEEN 1 AND 20 AND success_threshold BETWEEN 1 AND 20', name=op.f('ck_checks_thresholds')),
        sa.CheckConstraint('interval_seconds BETWEEN 10 AND 86400', name=op.f('ck_checks_interval')),
        sa.CheckConstraint('timeout_seconds < interval_seconds', name=op.f('ck_checks_timeout')),
        sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_checks_created_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_checks')),
        sa.UniqueConstraint('name', name=op.f('uq_checks_name')),
        sa.UniqueConstraint('ping_hash', name=op.f('uq_checks_ping_hash'))
        )
        op.create_index('ix_checks_status_id', 'checks', ['status', 'id'], unique=False)
        op.create_table('check_periods',
        sa.Column('check_id', sa.BigInteger(), nullable=False),
        sa.Column('kind', sa.String(length=32), nullable=False),
        sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('words', sa.Text(), server_default='', nullable=False),
        sa.Column('id', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.CheckConstraint("kind IN ('DOWN', 'NO_DATA')", name=op.f('ck_check_periods_kind')),
        sa.CheckConstraint('ended_at IS NULL OR ended_at >= started_at', name=op.f('ck_check_periods_order')),
        sa.ForeignKeyConstraint(['check_id'], ['checks.id'], name=op.f('fk_check_periods_check_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_check_periods'))
        )
        op.create_index('ix_check_periods_check_id_started_at', 'check_periods', ['check_id', 'started_at'], unique=False)
        op.create_index('uq_check_periods_open', 'check_periods', ['check_id'], unique=True, postgresql_where=sa.text("ended_at IS NULL AND kind = 'DOWN'"))
        op.create_table('check_results',
        sa.Column('check_id', sa.BigInteger(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ok', sa.Boolean(), nullable=False),
        sa.Column('ms', sa.Integer(), nullable=False),
        sa.Column('words', sa.String(length=300), server_default='', nullable=False),
        sa.Column('id', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.ForeignKeyConstraint(['check_id'], ['checks.id'], name=op.f('fk_check_results_check_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_check_results'))
        )
        op.create_index('ix_check_results_at', 'check_results', ['at'], unique=False)
        op.create_index('ix_check_results_check_id_at', 'check_results', ['check_id', sa.literal_column('at DESC')], unique=False)
        op.create_table('check_runs',
        sa.Column('check_id', sa.BigInteger(), nullable=False),
        sa.Column('due_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('streak', sa.Integer(), server_default='0', nullable=False),
        sa.Column('streak_ok', sa.Boolean(), server_default='true', nullable=False),
        sa.Column('streak_since', sa.DateTime(timezone=True), nullable=True),
        sa.Column('last_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('last_ms', sa.Integer(), nullable=True),
        sa.Column('last_words', sa.String(length=300), server_default='', nullable=False),
        sa.Column('down_since', sa.DateTime(timezone=True), nullable=True),
        sa.Column('changes', postgresql.JSONB(), server_default='[]', nullable=False),
        sa.Column('unstable', sa.Boolean(), server_default='false', nullable=False),
        sa.Column('told', sa.Boolean(), server_default='false', nullable=False),
        sa.Column('ping_started_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('ping_ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('ping_failed_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['check_id'], ['checks.id'], name=op.f('fk_check_runs_check_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('check_id', name=op.f('pk_check_runs'))
        )
        op.create_index('ix_check_runs_due_at', 'check_runs', ['due_at'], unique=False)
        op.create_table('check_sums',
        sa.Column('check_id', sa.BigInteger(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ok', sa.Integer(), nullable=False),
        sa.Column('failed', sa.Integer(), nullable=False),
        sa.Column('ms_sum', sa.Integer(), nullable=False),
        sa.Column('ms_max', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['check_id'], ['checks.id'], name=op.f('fk_check_sums_check_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('check_id', 'at', name=op.f('pk_check_sums'))
        )


def downgrade() -> None:
        op.drop_table('check_sums')
        op.drop_index('ix_check_runs_due_at', table_name='check_runs')
        op.drop_table('check_runs')
        op.drop_index('ix_check_results_check_id_at', table_name='check_results')
        op.drop_index('ix_check_results_at', table_name='check_results')
        op.drop_table('check_results')
        op.drop_index('uq_check_periods_open', table_name='check_periods', postgresql_where=sa.text("ended_at IS NULL AND kind = 'DOWN'"))
        op.drop_index('ix_check_periods_check_id_started_at', table_name='check_periods')
        op.drop_table('check_periods')
        op.drop_index('ix_checks_status_id', table_name='checks')
        op.drop_table('checks')
        op.drop_index('uq_alarms_open', table_name='alarms', postgresql_where=sa.text("status = 'OPEN'"))
        op.drop_index('ix_alarms_status_id', table_name='alarms')
        op.drop_index('ix_alarms_started_at_id', table_name='alarms')
        op.drop_index('ix_alarms_source_fingerprint', table_name='alarms')
        op.drop_table('alarms')
