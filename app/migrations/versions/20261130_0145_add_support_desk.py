"""The support desk: statuses, priorities, conversation, clocks, calendars, plans; a role of its own."""

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "support_desk"
down_revision = "add_duty_desk"
branch_labels = None
depends_on = None

ROLES = ("ADMIN", "CS", "TECHNICIAN", "SALES", "MANAGER", "MEMBER", "DEVELOPER", "DEVOPS", "PRODUCT")
LINKS = ("INVOICE", "RATING")
STATUSES = ("NEW", "IN_PROGRESS", "DONE", "REJECTED")
NEW_STATUSES = ("NEW", "ASSIGNED", "IN_PROGRESS", "WAITING", "DONE", "CLOSED", "REJECTED")
PRIORITIES = ("LOW", "MEDIUM", "HIGH", "CRITICAL")
CHOICES = {
    "kind": ("QUESTION", "PROBLEM", "REQUEST", "COMPLAINT", "SECURITY"),
    "impact": ("WIDE", "LARGE", "LIMITED", "SMALL"),
    "urgency": PRIORITIES,
    "priority": PRIORITIES,
    "priority_override": PRIORITIES,
    "source": ("DESK", "FEEDBACK", "PORTAL", "WHATSAPP", "EMAIL", "API"),
    "locale": ("id", "en"),
    "reopened_from": NEW_STATUSES,
    "ending": ("CONFIRMED", "UNCONFIRMED", "BY_DESK", "MERGED"),
}
RULES = {
    "not_into_itself": "merged_into_id <> id",
    "merged": "(ending IS NOT DISTINCT FROM 'MERGED') = (merged_into_id IS NOT NULL)",
    "override_with_reason": "(priority_override IS NULL) = (priority_reason IS NULL)",
    "closed_somehow": "(status = 'CLOSED') = (ending IS NOT NULL)",
}
FACTS = {
    "support.opened": "ticket.opened",
    "support.taken": "ticket.taken",
    "support.finished": "ticket.resolved",
    "support.rejected": "ticket.rejected",
    "support.reopened": "ticket.reopened",
}
WORKDAY = [[480, 720], [780, 1020]]
OFFICE = {**dict.fromkeys("0123", WORKDAY), "4": [[480, 690], [780, 1020]]}
ALWAYS = dict.fromkeys("0123456", [[0, 1440]])
HOUR = 3600
TARGETS = {  # priority: calendar, first reply, next reply, resolution
    "CRITICAL": (2, HOUR // 2, HOUR, 4 * HOUR),
    "HIGH": (1, 2 * HOUR, 4 * HOUR, 8 * HOUR),
    "MEDIUM": (1, 4 * HOUR, 8 * HOUR, 16 * HOUR),
    "LOW": (1, 8 * HOUR, 16 * HOUR, 40 * HOUR),
}
MATRIX = {  # impact: priority at critical, high, medium and low urgency
    "WIDE": ("CRITICAL", "CRITICAL", "HIGH", "MEDIUM"),
    "LARGE": ("CRITICAL", "HIGH", "HIGH", "MEDIUM"),
    "LIMITED": ("HIGH", "HIGH", "MEDIUM", "LOW"),
    "SMALL": ("HIGH", "MEDIUM", "LOW", "LOW"),
}


def upgrade() -> None:
    _check("users", "role", (*ROLES, "SUPPORT"))
    _check("access_links", "kind", (*LINKS, "SUPPORT"))
    _check("support_tickets", "status", NEW_STATUSES)
    _structure()
    for column, values in CHOICES.items():
        op.create_check_constraint(op.f(f"ck_support_tickets_{column}"), "support_tickets", _in(column, values))
    for name, rule in RULES.items():
        op.create_check_constraint(op.f(f"ck_support_tickets_{name}"), "support_tickets", rule)
    op.execute("UPDATE support_tickets SET source = 'FEEDBACK' WHERE origin_feedback_id IS NOT NULL")
    _begin()
    for before, after in FACTS.items():
        _rename_fact(before, after)


def downgrade() -> None:
    for before, after in FACTS.items():
        _rename_fact(after, before)
    for name in (*CHOICES, *RULES):
        op.drop_constraint(op.f(f"ck_support_tickets_{name}"), "support_tickets")
    op.execute("DELETE FROM access_links WHERE kind = 'SUPPORT'")
    op.drop_column("access_links", "ticket_id")
    op.drop_column("customers", "service_plan_id")
    for table in TABLES:
        op.drop_table(table)
    op.execute("UPDATE support_tickets SET status = 'NEW' WHERE status = 'ASSIGNED'")
    op.execute("UPDATE support_tickets SET status = 'IN_PROGRESS' WHERE status = 'WAITING'")
    op.execute("UPDATE support_tickets SET status = 'DONE' WHERE status = 'CLOSED'")
    op.drop_index("ix_support_tickets_status_rank", table_name="support_tickets")
    for column in COLUMNS:
        op.drop_column("support_tickets", column)
    rank = "array_position('{NEW,IN_PROGRESS,DONE,REJECTED}'::varchar[], status)"
    op.execute(f"CREATE INDEX ix_support_tickets_status_rank ON support_tickets ({rank}, id)")
    _check("support_tickets", "status", STATUSES)
    _check("access_links", "kind", LINKS)
    op.execute("UPDATE users SET role = 'CS' WHERE role = 'SUPPORT'")
    _check("users", "role", ROLES)


def _begin() -> None:
    """What the desk promises until somebody has changed it."""
    insert = sa.text("INSERT INTO support_calendars (id, name, week) VALUES (:id, :name, CAST(:week AS jsonb))")
    for number, name, week in ((1, "Jam kantor", OFFICE), (2, "Sepanjang waktu", ALWAYS)):
        op.execute(insert.bindparams(id=number, name=name, week=json.dumps(week)))
    op.execute("SELECT setval(pg_get_serial_sequence('support_calendars', 'id'), 2)")
    op.execute("INSERT INTO service_plans (id, name, is_default) VALUES (1, 'Standar', true)")
    op.execute("SELECT setval(pg_get_serial_sequence('service_plans', 'id'), 1)")
    for priority, (calendar, first, following, resolution) in TARGETS.items():
        op.execute(
            "INSERT INTO service_targets (plan_id, priority, calendar_id, first_reply_s, next_reply_s, resolution_s)"
            f" VALUES (1, '{priority}', {calendar}, {first}, {following}, {resolution})"
        )
    op.execute("INSERT INTO support_settings (id, calendar_id) VALUES (1, 1)")
    for impact, row in MATRIX.items():
        for urgency, priority in zip(reversed(PRIORITIES), row, strict=True):
            op.execute(
                "INSERT INTO support_priority_rules (impact, urgency, priority)"
                f" VALUES ('{impact}', '{urgency}', '{priority}')"
            )


def _check(table: str, column: str, values: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{column}"), table)
    op.create_check_constraint(op.f(f"ck_{table}_{column}"), table, _in(column, values))


def _in(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _rename_fact(before: str, after: str) -> None:
    op.execute(
        f"UPDATE webhook_endpoints SET facts = array_replace(facts, '{before}', '{after}') WHERE '{before}' = ANY (facts)"
    )


TABLES = ('support_surveys', 'support_attachments', 'support_pauses', 'support_messages', 'support_drafts', 'support_clocks', 'support_settings', 'support_calendar_days', 'service_targets', 'support_priority_rules', 'support_calendars', 'service_plans')
COLUMNS = ('kind', 'impact', 'urgency', 'priority', 'priority_override', 'priority_reason', 'source', 'tags', 'customer_id', 'site_id', 'requester_id', 'contact_id', 'requester_name', 'requester_email', 'locale', 'unread_at', 'last_message_id', 'wakes_at', 'reopened_from', 'remind_at', 'close_at', 'closed_at', 'ending', 'merged_into_id', 'follows_id')


def _structure() -> None:
    op.create_table('support_surveys',
    sa.Column('ticket_id', sa.BigInteger(), nullable=False),
    sa.Column('agent_id', sa.BigInteger(), nullable=True),
    sa.Column('score', sa.SmallInteger(), nullable=True),
    sa.Column('comment', sa.Text(), server_default='', nullable=False),
    sa.Column('rated_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('remind_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('score BETWEEN 1 AND 5', name=op.f('ck_support_surveys_score')),
    sa.CheckConstraint('(score IS NULL) = (rated_at IS NULL)', name=op.f('ck_support_surveys_rated')),
    sa.ForeignKeyConstraint(['ticket_id'], ['support_tickets.id'], name=op.f('fk_support_surveys_ticket_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['agent_id'], ['users.id'], name=op.f('fk_support_surveys_agent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_support_surveys')),
    )
    op.create_index('ix_support_surveys_ticket_id', 'support_surveys', ['ticket_id'])
    op.create_index('ix_support_surveys_agent_id', 'support_surveys', ['agent_id'])
    op.create_index('ix_support_surveys_remind_at', 'support_surveys', ['remind_at'], postgresql_where=sa.text('remind_at IS NOT NULL'))
    op.create_index('ix_support_surveys_rated_at', 'support_surveys', ['rated_at'], postgresql_where=sa.text('rated_at IS NOT NULL'))
    op.create_table('service_plans',
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('is_default', sa.Boolean(), server_default='false', nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_service_plans')),
    sa.UniqueConstraint('name', name=op.f('uq_service_plans_name'))
    )
    op.create_index('uq_service_plans_default', 'service_plans', ['is_default'], unique=True, postgresql_where=sa.text('is_default'))
    op.create_table('support_calendars',
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('time_zone', sa.String(length=32), nullable=True),
    sa.Column('week', JSONB(), nullable=False),
    sa.Column('joint_leave_worked', sa.Boolean(), server_default='false', nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('recomputed_version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("time_zone IN ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')", name=op.f('ck_support_calendars_time_zone')),
    sa.CheckConstraint("week <> '{}'::jsonb", name=op.f('ck_support_calendars_has_hours')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_support_calendars')),
    sa.UniqueConstraint('name', name=op.f('uq_support_calendars_name'))
    )
    op.create_table('support_priority_rules',
    sa.Column('impact', sa.String(length=32), nullable=False),
    sa.Column('urgency', sa.String(length=32), nullable=False),
    sa.Column('priority', sa.String(length=32), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("impact IN ('WIDE', 'LARGE', 'LIMITED', 'SMALL')", name=op.f('ck_support_priority_rules_impact')),
    sa.CheckConstraint("priority IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')", name=op.f('ck_support_priority_rules_priority')),
    sa.CheckConstraint("urgency IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')", name=op.f('ck_support_priority_rules_urgency')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_support_priority_rules')),
    sa.UniqueConstraint('impact', 'urgency', name=op.f('uq_support_priority_rules_impact_urgency'))
    )
    op.create_table('service_targets',
    sa.Column('plan_id', sa.BigInteger(), nullable=False),
    sa.Column('priority', sa.String(length=32), nullable=False),
    sa.Column('calendar_id', sa.BigInteger(), nullable=False),
    sa.Column('first_reply_s', sa.Integer(), nullable=True),
    sa.Column('next_reply_s', sa.Integer(), nullable=True),
    sa.Column('resolution_s', sa.Integer(), nullable=True),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("priority IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')", name=op.f('ck_service_targets_priority')),
    sa.CheckConstraint('least(first_reply_s, next_reply_s, resolution_s) > 0', name=op.f('ck_service_targets_targets')),
    sa.ForeignKeyConstraint(['calendar_id'], ['support_calendars.id'], name=op.f('fk_service_targets_calendar_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['service_plans.id'], name=op.f('fk_service_targets_plan_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_service_targets')),
    sa.UniqueConstraint('plan_id', 'priority', name=op.f('uq_service_targets_plan_id_priority'))
    )
    op.create_index('ix_service_targets_calendar_id', 'service_targets', ['calendar_id'], unique=False)
    op.create_table('support_calendar_days',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('calendar_id', sa.BigInteger(), nullable=True),
    sa.Column('blocks', JSONB(), server_default='[]', nullable=False),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("kind IN ('HOLIDAY', 'JOINT_LEAVE', 'EXCEPTION')", name=op.f('ck_support_calendar_days_kind')),
    sa.ForeignKeyConstraint(['calendar_id'], ['support_calendars.id'], name=op.f('fk_support_calendar_days_calendar_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_support_calendar_days')),
    sa.UniqueConstraint('day', 'calendar_id', name=op.f('uq_support_calendar_days_day_calendar_id'), postgresql_nulls_not_distinct=True)
    )
    op.create_index('ix_support_calendar_days_calendar_id', 'support_calendar_days', ['calendar_id'], unique=False)
    op.create_table('support_settings',
    sa.Column('id', sa.SmallInteger(), nullable=False),
    sa.Column('calendar_id', sa.BigInteger(), nullable=False),
    sa.Column('closes_itself', sa.Boolean(), server_default='true', nullable=False),
    sa.Column('confirm_days', sa.SmallInteger(), server_default='5', nullable=False),
    sa.Column('reopen_days', sa.SmallInteger(), server_default='14', nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('confirm_days BETWEEN 1 AND 60 AND reopen_days BETWEEN 0 AND 365', name=op.f('ck_support_settings_days')),
    sa.CheckConstraint('id = 1', name=op.f('ck_support_settings_single')),
    sa.ForeignKeyConstraint(['calendar_id'], ['support_calendars.id'], name=op.f('fk_support_settings_calendar_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_support_settings'))
    )
    op.create_table('support_clocks',
    sa.Column('ticket_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('calendar_id', sa.BigInteger(), nullable=False),
    sa.Column('calendar_version', sa.Integer(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('target_s', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('warn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('warned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('paused_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('consumed_s', sa.Integer(), server_default='0', nullable=False),
    sa.Column('stopped_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('stop_cause', sa.String(length=32), nullable=True),
    sa.Column('breached_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cause', sa.String(length=32), nullable=True),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("cause IN ('TIME', 'PRIORITY')", name=op.f('ck_support_clocks_cause')),
    sa.CheckConstraint("kind IN ('FIRST_REPLY', 'NEXT_REPLY', 'RESOLUTION')", name=op.f('ck_support_clocks_kind')),
    sa.CheckConstraint("stop_cause IN ('MET', 'ENDED', 'MERGED')", name=op.f('ck_support_clocks_stop_cause')),
    sa.CheckConstraint('(breached_at IS NULL) = (cause IS NULL)', name=op.f('ck_support_clocks_breach_with_cause')),
    sa.CheckConstraint('(stopped_at IS NULL) = (stop_cause IS NULL)', name=op.f('ck_support_clocks_stop_with_cause')),
    sa.CheckConstraint('due_at IS NULL OR (stopped_at IS NULL AND paused_at IS NULL)', name=op.f('ck_support_clocks_due_while_running')),
    sa.CheckConstraint('target_s > 0', name=op.f('ck_support_clocks_target')),
    sa.ForeignKeyConstraint(['calendar_id'], ['support_calendars.id'], name=op.f('fk_support_clocks_calendar_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['support_tickets.id'], name=op.f('fk_support_clocks_ticket_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_support_clocks'))
    )
    op.create_index('ix_support_clocks_breached', 'support_clocks', ['id'], unique=False, postgresql_where=sa.text('breached_at IS NOT NULL AND stopped_at IS NULL'))
    op.create_index('ix_support_clocks_calendar_id', 'support_clocks', ['calendar_id', 'id'], unique=False, postgresql_where=sa.text('stopped_at IS NULL'))
    op.create_index('ix_support_clocks_due_at', 'support_clocks', ['due_at'], unique=False, postgresql_where=sa.text('due_at IS NOT NULL AND breached_at IS NULL'))
    op.create_index('ix_support_clocks_ticket_id', 'support_clocks', ['ticket_id', 'kind'], unique=False)
    op.create_index('ix_support_clocks_warn_at', 'support_clocks', ['warn_at'], unique=False, postgresql_where=sa.text('warn_at IS NOT NULL AND warned_at IS NULL'))
    op.create_index('uq_support_clocks_running', 'support_clocks', ['ticket_id', 'kind'], unique=True, postgresql_where=sa.text('stopped_at IS NULL'))
    op.create_table('support_drafts',
    sa.Column('ticket_id', sa.BigInteger(), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('composer', sa.String(length=32), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("composer IN ('ANSWER', 'NOTE')", name=op.f('ck_support_drafts_composer')),
    sa.ForeignKeyConstraint(['ticket_id'], ['support_tickets.id'], name=op.f('fk_support_drafts_ticket_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_support_drafts_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_support_drafts'))
    )
    op.create_index('uq_support_drafts_ticket_id_user_id_composer', 'support_drafts', ['ticket_id', 'user_id', 'composer'], unique=True)
    op.create_table('support_messages',
    sa.Column('ticket_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('author_id', sa.BigInteger(), nullable=True),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("kind IN ('CUSTOMER', 'ANSWER', 'NOTE', 'AUTOMATIC')", name=op.f('ck_support_messages_kind')),
    sa.ForeignKeyConstraint(['author_id'], ['users.id'], name=op.f('fk_support_messages_author_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['support_tickets.id'], name=op.f('fk_support_messages_ticket_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_support_messages'))
    )
    op.create_index('ix_support_messages_ticket_id', 'support_messages', ['ticket_id', 'id'], unique=False)
    op.create_table('support_pauses',
    sa.Column('ticket_id', sa.BigInteger(), nullable=False),
    sa.Column('from_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('until_at >= from_at', name=op.f('ck_support_pauses_in_order')),
    sa.ForeignKeyConstraint(['ticket_id'], ['support_tickets.id'], name=op.f('fk_support_pauses_ticket_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_support_pauses'))
    )
    op.create_index('ix_support_pauses_ticket_id', 'support_pauses', ['ticket_id', 'id'], unique=False)
    op.create_index('uq_support_pauses_open', 'support_pauses', ['ticket_id'], unique=True, postgresql_where=sa.text('until_at IS NULL'))
    op.create_table('support_attachments',
    sa.Column('message_id', sa.BigInteger(), nullable=False),
    sa.Column('file_id', sa.BigInteger(), nullable=False),
    sa.Column('name', sa.String(length=200), server_default='', nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_support_attachments_file_id')),
    sa.ForeignKeyConstraint(['message_id'], ['support_messages.id'], name=op.f('fk_support_attachments_message_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_support_attachments'))
    )
    op.create_index('ix_support_attachments_message_id', 'support_attachments', ['message_id'], unique=False)
    op.add_column('access_links', sa.Column('ticket_id', sa.BigInteger(), nullable=True))
    op.create_index('ix_access_links_ticket_id', 'access_links', ['ticket_id'], unique=False)
    op.create_foreign_key(op.f('fk_access_links_ticket_id'), 'access_links', 'support_tickets', ['ticket_id'], ['id'])
    op.add_column('customers', sa.Column('service_plan_id', sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f('fk_customers_service_plan_id'), 'customers', 'service_plans', ['service_plan_id'], ['id'], ondelete='SET NULL')
    op.add_column('support_tickets', sa.Column('kind', sa.String(length=32), server_default='PROBLEM', nullable=False))
    op.add_column('support_tickets', sa.Column('impact', sa.String(length=32), server_default='LIMITED', nullable=False))
    op.add_column('support_tickets', sa.Column('urgency', sa.String(length=32), server_default='MEDIUM', nullable=False))
    op.add_column('support_tickets', sa.Column('priority', sa.String(length=32), server_default='MEDIUM', nullable=False))
    op.add_column('support_tickets', sa.Column('priority_override', sa.String(length=32), nullable=True))
    op.add_column('support_tickets', sa.Column('priority_reason', sa.String(length=300), nullable=True))
    op.add_column('support_tickets', sa.Column('source', sa.String(length=32), server_default='DESK', nullable=False))
    op.add_column('support_tickets', sa.Column('tags', ARRAY(sa.String(length=40)), server_default='{}', nullable=False))
    op.add_column('support_tickets', sa.Column('customer_id', sa.BigInteger(), nullable=True))
    op.add_column('support_tickets', sa.Column('site_id', sa.BigInteger(), nullable=True))
    op.add_column('support_tickets', sa.Column('requester_id', sa.BigInteger(), nullable=True))
    op.add_column('support_tickets', sa.Column('contact_id', sa.BigInteger(), nullable=True))
    op.add_column('support_tickets', sa.Column('requester_name', sa.String(length=120), server_default='', nullable=False))
    op.add_column('support_tickets', sa.Column('requester_email', sa.String(length=254), nullable=True))
    op.add_column('support_tickets', sa.Column('locale', sa.String(length=32), server_default='id', nullable=False))
    op.add_column('support_tickets', sa.Column('unread_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('support_tickets', sa.Column('last_message_id', sa.BigInteger(), nullable=True))
    op.add_column('support_tickets', sa.Column('wakes_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('support_tickets', sa.Column('reopened_from', sa.String(length=32), nullable=True))
    op.add_column('support_tickets', sa.Column('remind_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('support_tickets', sa.Column('close_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('support_tickets', sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('support_tickets', sa.Column('ending', sa.String(length=32), nullable=True))
    op.add_column('support_tickets', sa.Column('merged_into_id', sa.BigInteger(), nullable=True))
    op.add_column('support_tickets', sa.Column('follows_id', sa.BigInteger(), nullable=True))
    op.drop_index('ix_support_tickets_status_rank', table_name='support_tickets')
    op.create_index('ix_support_tickets_status_rank', 'support_tickets', [sa.literal_column("array_position('{NEW,ASSIGNED,IN_PROGRESS,WAITING,DONE,CLOSED,REJECTED}'::varchar[], status)"), 'id'], unique=False)
    op.create_index('ix_support_tickets_close_at', 'support_tickets', ['close_at'], unique=False, postgresql_where=sa.text('close_at IS NOT NULL'))
    op.create_index('ix_support_tickets_contact_id', 'support_tickets', ['contact_id', 'id'], unique=False)
    op.create_index('ix_support_tickets_customer_id', 'support_tickets', ['customer_id', 'id'], unique=False)
    op.create_index('ix_support_tickets_follows_id', 'support_tickets', ['follows_id'], unique=False, postgresql_where=sa.text('follows_id IS NOT NULL'))
    op.create_index('ix_support_tickets_kind_id', 'support_tickets', ['kind', 'id'], unique=False)
    op.create_index('ix_support_tickets_merged_into_id', 'support_tickets', ['merged_into_id'], unique=False, postgresql_where=sa.text('merged_into_id IS NOT NULL'))
    op.create_index('ix_support_tickets_priority_id', 'support_tickets', ['priority', 'id'], unique=False)
    op.create_index('ix_support_tickets_priority_rank', 'support_tickets', [sa.literal_column("array_position('{LOW,MEDIUM,HIGH,CRITICAL}'::varchar[], priority)"), 'id'], unique=False)
    op.create_index('ix_support_tickets_remind_at', 'support_tickets', ['remind_at'], unique=False, postgresql_where=sa.text('remind_at IS NOT NULL'))
    op.create_index('ix_support_tickets_requester_id', 'support_tickets', ['requester_id', 'id'], unique=False)
    op.create_index('ix_support_tickets_tags', 'support_tickets', ['tags'], unique=False, postgresql_using='gin')
    op.create_index('ix_support_tickets_unread', 'support_tickets', ['id'], unique=False, postgresql_where=sa.text('unread_at IS NOT NULL'))
    op.create_index('ix_support_tickets_wakes_at', 'support_tickets', ['wakes_at'], unique=False, postgresql_where=sa.text('wakes_at IS NOT NULL'))
    op.create_foreign_key(op.f('fk_support_tickets_site_id'), 'support_tickets', 'sites', ['site_id'], ['id'])
    op.create_foreign_key(op.f('fk_support_tickets_requester_id'), 'support_tickets', 'users', ['requester_id'], ['id'])
    op.create_foreign_key(op.f('fk_support_tickets_merged_into_id'), 'support_tickets', 'support_tickets', ['merged_into_id'], ['id'])
    op.create_foreign_key(op.f('fk_support_tickets_customer_id'), 'support_tickets', 'customers', ['customer_id'], ['id'])
    op.create_foreign_key(op.f('fk_support_tickets_contact_id'), 'support_tickets', 'whatsapp_contacts', ['contact_id'], ['id'])
    op.create_foreign_key(op.f('fk_support_tickets_follows_id'), 'support_tickets', 'support_tickets', ['follows_id'], ['id'])
