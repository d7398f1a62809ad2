"""Incidents, on call and escalation."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "add_incidents"
down_revision = "add_sealed_keys"
branch_labels = None
depends_on = None


def upgrade() -> None:
        op.create_table('emergency_contacts',
        sa.Column('name', sa.String(length=80), nullable=False),
        sa.Column('duty', sa.String(length=80), nullable=False),
        sa.Column('phone_e164', sa.String(length=20), nullable=False),
        sa.Column('notes', sa.String(length=300), server_default='', nullable=False),
        sa.Column('position', sa.Integer(), server_default='0', nullable=False),
        sa.Column('verified_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('version', sa.Integer(), server_default='1', nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.Column('id', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_emergency_contacts'))
        )
        op.create_table('escalation_policies',
        sa.Column('severity', sa.String(length=32), nullable=False),
        sa.Column('level1_minutes', sa.Integer(), nullable=False),
        sa.Column('level2_minutes', sa.Integer(), nullable=False),
        sa.Column('level3_minutes', sa.Integer(), nullable=False),
        sa.Column('stop_at_acknowledgement', sa.Boolean(), server_default='false', nullable=False),
        sa.Column('acknowledgement_minutes', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), server_default='1', nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.Column('id', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.CheckConstraint("severity IN ('SEV1', 'SEV2', 'SEV3', 'SEV4')", name=op.f('ck_escalation_policies_severity')),
        sa.CheckConstraint('least(level1_minutes, level2_minutes, level3_minutes, acknowledgement_minutes) >= 1', name=op.f('ck_escalation_policies_minutes')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_escalation_policies')),
        sa.UniqueConstraint('severity', name=op.f('uq_escalation_policies_severity'))
        )
        op.create_table('on_call_layers',
        sa.Column('level', sa.SmallInteger(), nullable=False),
        sa.Column('name', sa.String(length=80), nullable=False),
        sa.Column('people', postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('length_hours', sa.Integer(), nullable=False),
        sa.Column('from_hour', sa.SmallInteger(), server_default='0', nullable=False),
        sa.Column('until_hour', sa.SmallInteger(), server_default='24', nullable=False),
        sa.Column('weekdays', postgresql.ARRAY(sa.SmallInteger()), server_default='{}', nullable=False),
        sa.Column('rank', sa.SmallInteger(), server_default='0', nullable=False),
        sa.Column('version', sa.Integer(), server_default='1', nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.Column('id', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.CheckConstraint('from_hour BETWEEN 0 AND 23 AND until_hour BETWEEN 1 AND 24', name=op.f('ck_on_call_layers_hours')),
        sa.CheckConstraint('length_hours BETWEEN 0 AND 8760', name=op.f('ck_on_call_layers_length')),
        sa.CheckConstraint('level BETWEEN 1 AND 4', name=op.f('ck_on_call_layers_level')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_on_call_layers'))
        )
        op.create_table('incidents',
        sa.Column('number', sa.String(length=20), nullable=False),
        sa.Column('title', sa.String(length=150), nullable=False),
        sa.Column('description', sa.Text(), server_default='', nullable=False),
        sa.Column('kind', sa.String(length=32), nullable=False),
        sa.Column('severity', sa.String(length=32), nullable=False),
        sa.Column('status', sa.String(length=32), nullable=False),
        sa.Column('component', sa.String(length=80), server_default='', nullable=False),
        sa.Column('impact_started_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('declared_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('acknowledged_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('resolved_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('impact_ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('quiet_since', sa.DateTime(timezone=True), nullable=True),
        sa.Column('notice_due_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('outcome', sa.String(length=2000), server_default='', nullable=False),
        sa.Column('commander_id', sa.BigInteger(), nullable=True),
        sa.Column('communicator_id', sa.BigInteger(), nullable=True),
        sa.Column('scribe_id', sa.BigInteger(), nullable=True),
        sa.Column('created_by_id', sa.BigInteger(), nullable=True),
        sa.Column('previous_id', sa.BigInteger(), nullable=True),
        sa.Column('version', sa.Integer(), server_default='1', nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.Column('id', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.CheckConstraint("(status = 'RESOLVED') = (resolved_at IS NOT NULL)", name=op.f('ck_incidents_resolved')),
        sa.CheckConstraint("kind IN ('OPERATIONAL', 'SECURITY')", name=op.f('ck_incidents_kind')),
        sa.CheckConstraint("severity IN ('SEV1', 'SEV2', 'SEV3', 'SEV4')", name=op.f('ck_incidents_severity')),
        sa.CheckConstraint("status IN ('DETECTED', 'INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED')", name=op.f('ck_incidents_status')),
        sa.CheckConstraint('impact_ended_at IS NULL OR impact_ended_at >= impact_started_at', name=op.f('ck_incidents_impact')),
        sa.ForeignKeyConstraint(['commander_id'], ['users.id'], name=op.f('fk_incidents_commander_id')),
        sa.ForeignKeyConstraint(['communicator_id'], ['users.id'], name=op.f('fk_incidents_communicator_id')),
        sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_incidents_created_by_id')),
        sa.ForeignKeyConstraint(['previous_id'], ['incidents.id'], name=op.f('fk_incidents_previous_id')),
        sa.ForeignKeyConstraint(['scribe_id'], ['users.id'], name=op.f('fk_incidents_scribe_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_incidents')),
        sa.UniqueConstraint('number', name=op.f('uq_incidents_number'))
        )
        op.create_index('ix_incidents_declared_at_id', 'incidents', ['declared_at', 'id'], unique=False)
        op.create_index('ix_incidents_number_prefix', 'incidents', ['number'], unique=False, postgresql_ops={'number': 'text_pattern_ops'})
        op.create_index('ix_incidents_severity_id', 'incidents', ['severity', 'id'], unique=False)
        op.create_index('ix_incidents_status_id', 'incidents', ['status', 'id'], unique=False)
        op.create_index('ix_incidents_status_rank', 'incidents', [sa.literal_column("array_position('{DETECTED,INVESTIGATING,IDENTIFIED,MONITORING,RESOLVED}'::varchar[], status)"), 'id'], unique=False)
        op.create_table('on_call_covers',
        sa.Column('level', sa.SmallInteger(), nullable=False),
        sa.Column('kind', sa.String(length=32), nullable=False),
        sa.Column('user_id', sa.BigInteger(), nullable=False),
        sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('reason', sa.String(length=200), server_default='', nullable=False),
        sa.Column('created_by_id', sa.BigInteger(), nullable=True),
        sa.Column('id', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.CheckConstraint("kind IN ('OVERRIDE', 'SWAP', 'TAKEN')", name=op.f('ck_on_call_covers_kind')),
        sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_on_call_covers_order')),
        sa.CheckConstraint('level BETWEEN 1 AND 4', name=op.f('ck_on_call_covers_level')),
        sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_on_call_covers_created_by_id')),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_on_call_covers_user_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_on_call_covers'))
        )
        op.create_index('ix_on_call_covers_level_ends_at', 'on_call_covers', ['level', 'ends_at'], unique=False)
        op.create_table('on_call_shifts',
        sa.Column('level', sa.SmallInteger(), nullable=False),
        sa.Column('user_id', sa.BigInteger(), nullable=False),
        sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('id', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_on_call_shifts_user_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_on_call_shifts'))
        )
        op.create_index('ix_on_call_shifts_level_started_at', 'on_call_shifts', ['level', 'started_at'], unique=False)
        op.create_index('uq_on_call_shifts_open', 'on_call_shifts', ['level'], unique=True, postgresql_where=sa.text('ended_at IS NULL'))
        op.create_table('action_items',
        sa.Column('incident_id', sa.BigInteger(), nullable=False),
        sa.Column('title', sa.String(length=150), nullable=False),
        sa.Column('owner_id', sa.BigInteger(), nullable=False),
        sa.Column('due_date', sa.Date(), nullable=False),
        sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('id', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.ForeignKeyConstraint(['incident_id'], ['incidents.id'], name=op.f('fk_action_items_incident_id')),
        sa.ForeignKeyConstraint(['owner_id'], ['users.id'], name=op.f('fk_action_items_owner_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_action_items'))
        )
        op.create_index(op.f('ix_action_items_incident_id'), 'action_items', ['incident_id'], unique=False)
        op.create_index('ix_action_items_open', 'action_items', ['due_date'], unique=False, postgresql_where=sa.text('done_at IS NULL'))
        op.create_table('escalations',
        sa.Column('incident_id', sa.BigInteger(), nullable=False),
        sa.Column('status', sa.String(length=32), nullable=False),
        sa.Column('cycle', sa.Integer(), server_default='1', nullable=False),
        sa.Column('level', sa.SmallInteger(), server_default='0', nullable=False),
        sa.Column('acknowledged_by_id', sa.BigInteger(), nullable=True),
        sa.Column('acknowledged_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('id', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.CheckConstraint("status IN ('RINGING', 'ACKNOWLEDGED', 'SNOOZED', 'ENDED')", name=op.f('ck_escalations_status')),
        sa.ForeignKeyConstraint(['acknowledged_by_id'], ['users.id'], name=op.f('fk_escalations_acknowledged_by_id')),
        sa.ForeignKeyConstraint(['incident_id'], ['incidents.id'], name=op.f('fk_escalations_incident_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_escalations')),
        sa.UniqueConstraint('incident_id', name=op.f('uq_escalations_incident_id'))
        )
        op.create_index('ix_escalations_open', 'escalations', ['id'], unique=False, postgresql_where=sa.text("status <> 'ENDED'"))
        op.create_table('incident_entries',
        sa.Column('incident_id', sa.BigInteger(), nullable=False),
        sa.Column('kind', sa.String(length=32), nullable=False),
        sa.Column('happened_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('text_en', sa.Text(), server_default='', nullable=False),
        sa.Column('status', sa.String(length=32), nullable=False),
        sa.Column('author_id', sa.BigInteger(), nullable=True),
        sa.Column('id', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.CheckConstraint("kind IN ('EVENT', 'NOTE', 'PUBLIC')", name=op.f('ck_incident_entries_kind')),
        sa.CheckConstraint("status IN ('DETECTED', 'INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED')", name=op.f('ck_incident_entries_status')),
        sa.ForeignKeyConstraint(['author_id'], ['users.id'], name=op.f('fk_incident_entries_author_id')),
        sa.ForeignKeyConstraint(['incident_id'], ['incidents.id'], name=op.f('fk_incident_entries_incident_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_incident_entries'))
        )
        op.create_index('ix_incident_entries_incident_id_happened_at', 'incident_entries', ['incident_id', 'happened_at'], unique=False)
        op.create_table('post_mortems',
        sa.Column('incident_id', sa.BigInteger(), nullable=False),
        sa.Column('summary', sa.Text(), server_default='', nullable=False),
        sa.Column('root_cause', sa.Text(), server_default='', nullable=False),
        sa.Column('went_well', sa.Text(), server_default='', nullable=False),
        sa.Column('due_date', sa.Date(), nullable=False),
        sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('author_id', sa.BigInteger(), nullable=True),
        sa.Column('id', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.ForeignKeyConstraint(['author_id'], ['users.id'], name=op.f('fk_post_mortems_author_id')),
        sa.ForeignKeyConstraint(['incident_id'], ['incidents.id'], name=op.f('fk_post_mortems_incident_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_post_mortems')),
        sa.UniqueConstraint('incident_id', name=op.f('uq_post_mortems_incident_id'))
        )
        op.create_table('escalation_calls',
        sa.Column('escalation_id', sa.BigInteger(), nullable=False),
        sa.Column('cycle', sa.Integer(), nullable=False),
        sa.Column('level', sa.SmallInteger(), nullable=False),
        sa.Column('user_id', sa.BigInteger(), nullable=False),
        sa.Column('late_minutes', sa.Integer(), server_default='0', nullable=False),
        sa.Column('planned_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('id', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.ForeignKeyConstraint(['escalation_id'], ['escalations.id'], name=op.f('fk_escalation_calls_escalation_id')),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_escalation_calls_user_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_escalation_calls')),
        sa.UniqueConstraint('escalation_id', 'cycle', 'level', 'user_id', name=op.f('uq_escalation_calls_escalation_id_cycle_level_user_id'))
        )
        op.create_table('escalation_timers',
        sa.Column('escalation_id', sa.BigInteger(), nullable=False),
        sa.Column('cycle', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=32), nullable=False),
        sa.Column('level', sa.SmallInteger(), nullable=False),
        sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('id', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.CheckConstraint("kind IN ('LEVEL', 'DECISION', 'ACKNOWLEDGEMENT', 'WAKE')", name=op.f('ck_escalation_timers_kind')),
        sa.ForeignKeyConstraint(['escalation_id'], ['escalations.id'], name=op.f('fk_escalation_timers_escalation_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_escalation_timers')),
        sa.UniqueConstraint('escalation_id', 'cycle', 'kind', 'level', name=op.f('uq_escalation_timers_escalation_id_cycle_kind_level'))
        )
        op.create_index('ix_escalation_timers_due', 'escalation_timers', ['due_at'], unique=False, postgresql_where=sa.text('done_at IS NULL'))
        op.create_table('incident_reports',
        sa.Column('incident_id', sa.BigInteger(), nullable=False),
        sa.Column('bug_id', sa.BigInteger(), nullable=True),
        sa.Column('ticket_id', sa.BigInteger(), nullable=True),
        sa.Column('id', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.CheckConstraint('num_nonnulls(bug_id, ticket_id) = 1', name=op.f('ck_incident_reports_one_of_both')),
        sa.ForeignKeyConstraint(['bug_id'], ['bug_reports.id'], name=op.f('fk_incident_reports_bug_id')),
        sa.ForeignKeyConstraint(['incident_id'], ['incidents.id'], name=op.f('fk_incident_reports_incident_id')),
        sa.ForeignKeyConstraint(['ticket_id'], ['support_tickets.id'], name=op.f('fk_incident_reports_ticket_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_incident_reports')),
        sa.UniqueConstraint('incident_id', 'bug_id', name=op.f('uq_incident_reports_incident_id_bug_id')),
        sa.UniqueConstraint('incident_id', 'ticket_id', name=op.f('uq_incident_reports_incident_id_ticket_id'))
        )
        op.add_column('alarms', sa.Column('incident_id', sa.BigInteger(), nullable=True))
        op.create_index(op.f('ix_alarms_incident_id'), 'alarms', ['incident_id'], unique=False)


def downgrade() -> None:
        op.drop_index(op.f('ix_alarms_incident_id'), table_name='alarms')
        op.drop_column('alarms', 'incident_id')
        op.drop_table('incident_reports')
        op.drop_index('ix_escalation_timers_due', table_name='escalation_timers', postgresql_where=sa.text('done_at IS NULL'))
        op.drop_table('escalation_timers')
        op.drop_table('escalation_calls')
        op.drop_table('post_mortems')
        op.drop_index('ix_incident_entries_incident_id_happened_at', table_name='incident_entries')
        op.drop_table('incident_entries')
        op.drop_index('ix_escalations_open', table_name='escalations', postgresql_where=sa.text("status <> 'ENDED'"))
        op.drop_table('escalations')
        op.drop_index('ix_action_items_open', table_name='action_items', postgresql_where=sa.text('done_at IS NULL'))
        op.drop_index(op.f('ix_action_items_incident_id'), table_name='action_items')
        op.drop_table('action_items')
        op.drop_index('uq_on_call_shifts_open', table_name='on_call_shifts', postgresql_where=sa.text('ended_at IS NULL'))
        op.drop_index('ix_on_call_shifts_level_started_at', table_name='on_call_shifts')
        op.drop_table('on_call_shifts')
        op.drop_index('ix_on_call_covers_level_ends_at', table_name='on_call_covers')
        op.drop_table('on_call_covers')
        op.drop_index('ix_incidents_status_rank', table_name='incidents')
        op.drop_index('ix_incidents_status_id', table_name='incidents')
        op.drop_index('ix_incidents_severity_id', table_name='incidents')
        op.drop_index('ix_incidents_number_prefix', table_name='incidents', postgresql_ops={'number': 'text_pattern_ops'})
        op.drop_index('ix_incidents_declared_at_id', table_name='incidents')
        op.drop_table('incidents')
        op.drop_table('on_call_layers')
        op.drop_table('escalation_policies')
        op.drop_table('emergency_contacts')
