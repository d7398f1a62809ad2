"""add bugs and exp"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LEVELS = (
    ("Pendatang", 0),
    ("Pemerhati", 25),
    ("Penyumbang", 75),
    ("Pengamat", 150),
    ("Penguji", 300),
    ("Penyelidik", 600),
    ("Ahli", 1200),
    ("Sesepuh", 2500),
)

# every line of the ledger is in the totals from the moment it exists, whoever wrote it
ADD_TO_TOTALS = """
    CREATE FUNCTION add_exp_to_totals() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO exp_balances AS b (user_id, points, hidden) VALUES (NEW.user_id, NEW.points, false)
            ON CONFLICT (user_id) DO UPDATE SET points = b.points + excluded.points;
        INSERT INTO exp_months AS m (month, user_id, points)
            VALUES (date_trunc('month', NEW.day)::date, NEW.user_id, NEW.points)
            ON CONFLICT (month, user_id) DO UPDATE SET points = m.points + excluded.points;
        RETURN NULL;
    END $$
"""

# one line of Laporan Pengguna for each bug report, written by the database itself, as it is for feedback
KEEP_BUG_REPORT = """
    CREATE FUNCTION keep_bug_report() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        mark text := CASE WHEN NEW.handled_at IS NULL THEN 'WAITING' ELSE 'HANDLED' END;
        rank smallint := CASE NEW.priority WHEN 'CRITICAL' THEN 4 WHEN 'HIGH' THEN 3 WHEN 'MEDIUM' THEN 2 ELSE 1 END;
    BEGIN
        IF TG_OP = 'INSERT' THEN
            INSERT INTO user_reports (source, source_id, kind, number, title, state, urgency, status, created_at,
                                      handled_at, handled_by_id, gone)
            VALUES ('bug_reports', NEW.id, 'BUG', NEW.number, NEW.title, NEW.status, rank, mark, NEW.created_at,
                    NEW.handled_at, NEW.handled_by_id, NEW.deleted_at IS NOT NULL);
        ELSE
            UPDATE user_reports
               SET number = NEW.number, title = NEW.title, state = NEW.status, urgency = rank, status = mark,
                   handled_at = NEW.handled_at, handled_by_id = NEW.handled_by_id, gone = NEW.deleted_at IS NOT NULL
             WHERE source = 'bug_reports' AND source_id = NEW.id;
        END IF;
        RETURN NULL;
    END $$
"""


def upgrade() -> None:
    op.create_table('exp_levels',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('from_points', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('from_points >= 0', name=op.f('ck_exp_levels_from_points')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exp_levels')),
    sa.UniqueConstraint('from_points', name=op.f('uq_exp_levels_from_points')),
    sa.UniqueConstraint('name', name=op.f('uq_exp_levels_name'))
    )
    op.create_table('exp_balances',
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('points', sa.BigInteger(), nullable=False),
    sa.Column('hidden', sa.Boolean(), server_default='false', nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_exp_balances_user_id')),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_exp_balances'))
    )
    op.create_index('ix_exp_balances_points', 'exp_balances', [sa.literal_column('points DESC'), 'user_id'], unique=False)
    op.create_table('exp_entries',
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.Column('rule', sa.String(length=40), nullable=False),
    sa.Column('source_kind', sa.String(length=30), nullable=False),
    sa.Column('source_id', sa.BigInteger(), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('actor_id', sa.BigInteger(), nullable=True),
    sa.Column('reverses_id', sa.BigInteger(), nullable=True),
    sa.Column('capped_from', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("points > 0 OR reverses_id IS NOT NULL OR rule = 'correction'", name=op.f('ck_exp_entries_sign')),
    sa.CheckConstraint("rule <> 'correction' OR (actor_id IS NOT NULL AND reason <> '')", name=op.f('ck_exp_entries_correction_is_signed')),
    sa.CheckConstraint('actor_id <> user_id OR reverses_id IS NOT NULL', name=op.f('ck_exp_entries_nobody_rewards_himself')),
    sa.CheckConstraint('capped_from > points', name=op.f('ck_exp_entries_capped')),
    sa.CheckConstraint('points <> 0', name=op.f('ck_exp_entries_points')),
    sa.CheckConstraint('reverses_id IS NULL OR points < 0', name=op.f('ck_exp_entries_reversal_takes')),
    sa.ForeignKeyConstraint(['actor_id'], ['users.id'], name=op.f('fk_exp_entries_actor_id')),
    sa.ForeignKeyConstraint(['reverses_id'], ['exp_entries.id'], name=op.f('fk_exp_entries_reverses_id')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_exp_entries_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exp_entries')),
    sa.UniqueConstraint('reverses_id', name=op.f('uq_exp_entries_reverses_id'))
    )
    op.create_index('ix_exp_entries_rule_id', 'exp_entries', ['rule', 'id'], unique=False)
    op.create_index('ix_exp_entries_user_day', 'exp_entries', ['user_id', 'day'], unique=False)
    op.create_index('ix_exp_entries_user_id', 'exp_entries', ['user_id', 'id'], unique=False)
    op.create_index('uq_exp_entries_award', 'exp_entries', ['source_kind', 'source_id', 'rule'], unique=True, postgresql_where=sa.text("reverses_id IS NULL AND rule <> 'correction'"))
    op.create_table('exp_months',
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('points', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_exp_months_user_id')),
    sa.PrimaryKeyConstraint('month', 'user_id', name=op.f('pk_exp_months'))
    )
    op.create_index('ix_exp_months_points', 'exp_months', ['month', sa.literal_column('points DESC'), 'user_id'], unique=False)
    op.create_table('bug_reports',
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=150), nullable=False),
    sa.Column('steps', sa.Text(), nullable=False),
    sa.Column('expected', sa.Text(), nullable=False),
    sa.Column('actual', sa.Text(), nullable=False),
    sa.Column('environment', sa.String(length=300), nullable=False),
    sa.Column('found_version', sa.String(length=40), nullable=False),
    sa.Column('status', sa.String(length=32), nullable=False),
    sa.Column('impact', sa.String(length=32), nullable=False),
    sa.Column('frequency', sa.String(length=32), nullable=False),
    sa.Column('reports', sa.Integer(), nullable=False),
    sa.Column('priority', sa.String(length=32), nullable=False),
    sa.Column('priority_override', sa.String(length=32), nullable=True),
    sa.Column('priority_reason', sa.String(length=300), nullable=True),
    sa.Column('priority_by_id', sa.BigInteger(), nullable=True),
    sa.Column('reporter_id', sa.BigInteger(), nullable=True),
    sa.Column('origin_feedback_id', sa.BigInteger(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_by_id', sa.BigInteger(), nullable=True),
    sa.Column('reproduction', sa.Text(), nullable=False),
    sa.Column('fixed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('fixed_version', sa.String(length=40), nullable=True),
    sa.Column('duplicate_of_id', sa.BigInteger(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.BigInteger(), nullable=True),
    sa.Column('decision_reason', sa.String(length=500), nullable=True),
    sa.Column('handled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('handled_by_id', sa.BigInteger(), nullable=True),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('search', postgresql.TSVECTOR(), sa.Computed("to_tsvector('indonesian', title || ' ' || left(steps, 10000) || ' ' || left(actual, 10000))", persisted=True), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("(status = 'DUPLICATE') = (duplicate_of_id IS NOT NULL)", name=op.f('ck_bug_reports_duplicate_of_one')),
    sa.CheckConstraint("frequency IN ('ONCE', 'SOMETIMES', 'OFTEN', 'ALWAYS')", name=op.f('ck_bug_reports_frequency')),
    sa.CheckConstraint("impact IN ('BLOCKING', 'MAJOR', 'MINOR', 'COSMETIC')", name=op.f('ck_bug_reports_impact')),
    sa.CheckConstraint("priority IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')", name=op.f('ck_bug_reports_priority')),
    sa.CheckConstraint("priority_override IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')", name=op.f('ck_bug_reports_priority_override')),
    sa.CheckConstraint("status <> 'FIXED' OR (fixed_version <> '' AND fixed_at IS NOT NULL)", name=op.f('ck_bug_reports_fixed_in')),
    sa.CheckConstraint("status IN ('NEW', 'CONFIRMED', 'IN_PROGRESS', 'TESTING', 'FIXED', 'CANNOT_REPRODUCE', 'DUPLICATE', 'REJECTED')", name=op.f('ck_bug_reports_status')),
    sa.CheckConstraint("status NOT IN ('CONFIRMED', 'IN_PROGRESS', 'TESTING', 'FIXED') OR confirmed_at IS NOT NULL", name=op.f('ck_bug_reports_confirmed_first')),
    sa.CheckConstraint('(priority_override IS NULL) = (priority_reason IS NULL)', name=op.f('ck_bug_reports_override_with_reason')),
    sa.CheckConstraint('duplicate_of_id <> id', name=op.f('ck_bug_reports_not_of_itself')),
    sa.CheckConstraint('reports >= 1', name=op.f('ck_bug_reports_reports')),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['users.id'], name=op.f('fk_bug_reports_confirmed_by_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['users.id'], name=op.f('fk_bug_reports_decided_by_id')),
    sa.ForeignKeyConstraint(['duplicate_of_id'], ['bug_reports.id'], name=op.f('fk_bug_reports_duplicate_of_id')),
    sa.ForeignKeyConstraint(['handled_by_id'], ['users.id'], name=op.f('fk_bug_reports_handled_by_id')),
    sa.ForeignKeyConstraint(['origin_feedback_id'], ['feedback.id'], name=op.f('fk_bug_reports_origin_feedback_id')),
    sa.ForeignKeyConstraint(['priority_by_id'], ['users.id'], name=op.f('fk_bug_reports_priority_by_id')),
    sa.ForeignKeyConstraint(['reporter_id'], ['users.id'], name=op.f('fk_bug_reports_reporter_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bug_reports')),
    sa.UniqueConstraint('number', name=op.f('uq_bug_reports_number'))
    )
    op.create_index('ix_bug_reports_created_at_id', 'bug_reports', ['created_at', 'id'], unique=False)
    op.create_index(op.f('ix_bug_reports_duplicate_of_id'), 'bug_reports', ['duplicate_of_id'], unique=False)
    op.create_index('ix_bug_reports_fixed_at', 'bug_reports', ['fixed_at'], unique=False, postgresql_where=sa.text('fixed_at IS NOT NULL'))
    op.create_index('ix_bug_reports_fixed_version_id', 'bug_reports', ['fixed_version', 'id'], unique=False)
    op.create_index('ix_bug_reports_found_version_id', 'bug_reports', ['found_version', 'id'], unique=False)
    op.create_index('ix_bug_reports_impact_id', 'bug_reports', ['impact', 'id'], unique=False)
    op.create_index('ix_bug_reports_number_prefix', 'bug_reports', ['number'], unique=False, postgresql_ops={'number': 'text_pattern_ops'})
    op.create_index(op.f('ix_bug_reports_origin_feedback_id'), 'bug_reports', ['origin_feedback_id'], unique=False)
    op.create_index('ix_bug_reports_priority_id', 'bug_reports', ['priority', 'id'], unique=False)
    op.create_index('ix_bug_reports_reporter_id', 'bug_reports', ['reporter_id', 'id'], unique=False)
    op.create_index('ix_bug_reports_search', 'bug_reports', ['search'], unique=False, postgresql_using='gin')
    op.create_index('ix_bug_reports_status_id', 'bug_reports', ['status', 'id'], unique=False)
    op.create_index('ix_bug_reports_waiting', 'bug_reports', ['id'], unique=False, postgresql_where=sa.text('handled_at IS NULL AND deleted_at IS NULL'))
    op.create_table('bug_attachments',
    sa.Column('bug_id', sa.BigInteger(), nullable=False),
    sa.Column('file_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['bug_id'], ['bug_reports.id'], name=op.f('fk_bug_attachments_bug_id')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_bug_attachments_file_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bug_attachments'))
    )
    op.create_index(op.f('ix_bug_attachments_bug_id'), 'bug_attachments', ['bug_id'], unique=False)
    op.create_table('bug_entries',
    sa.Column('bug_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('author_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("kind IN ('ANSWER', 'ADDITION', 'NOTE')", name=op.f('ck_bug_entries_kind')),
    sa.ForeignKeyConstraint(['author_id'], ['users.id'], name=op.f('fk_bug_entries_author_id')),
    sa.ForeignKeyConstraint(['bug_id'], ['bug_reports.id'], name=op.f('fk_bug_entries_bug_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bug_entries'))
    )
    op.create_index(op.f('ix_bug_entries_bug_id'), 'bug_entries', ['bug_id'], unique=False)
    op.execute("CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON exp_entries FOR EACH ROW EXECUTE FUNCTION refuse_change()")
    op.execute(ADD_TO_TOTALS)
    op.execute("CREATE TRIGGER totals AFTER INSERT ON exp_entries FOR EACH ROW EXECUTE FUNCTION add_exp_to_totals()")
    levels = sa.table("exp_levels", sa.column("name", sa.String), sa.column("from_points", sa.Integer))
    op.bulk_insert(levels, [{"name": name, "from_points": points} for name, points in LEVELS])
    op.execute(KEEP_BUG_REPORT)
    op.execute("""
        CREATE TRIGGER keep_user_report
        AFTER INSERT OR UPDATE OF number, title, status, priority, handled_at, handled_by_id, deleted_at
        ON bug_reports FOR EACH ROW EXECUTE FUNCTION keep_bug_report()""")


def downgrade() -> None:
    op.drop_index(op.f('ix_bug_entries_bug_id'), table_name='bug_entries')
    op.drop_table('bug_entries')
    op.drop_index(op.f('ix_bug_attachments_bug_id'), table_name='bug_attachments')
    op.drop_table('bug_attachments')
    op.drop_index('ix_bug_reports_waiting', table_name='bug_reports', postgresql_where=sa.text('handled_at IS NULL AND deleted_at IS NULL'))
    op.drop_index('ix_bug_reports_status_id', table_name='bug_reports')
    op.drop_index('ix_bug_reports_search', table_name='bug_reports', postgresql_using='gin')
    op.drop_index('ix_bug_reports_reporter_id', table_name='bug_reports')
    op.drop_index('ix_bug_reports_priority_id', table_name='bug_reports')
    op.drop_index(op.f('ix_bug_reports_origin_feedback_id'), table_name='bug_reports')
    op.drop_index('ix_bug_reports_number_prefix', table_name='bug_reports', postgresql_ops={'number': 'text_pattern_ops'})
    op.drop_index('ix_bug_reports_impact_id', table_name='bug_reports')
    op.drop_index('ix_bug_reports_found_version_id', table_name='bug_reports')
    op.drop_index('ix_bug_reports_fixed_version_id', table_name='bug_reports')
    op.drop_index('ix_bug_reports_fixed_at', table_name='bug_reports', postgresql_where=sa.text('fixed_at IS NOT NULL'))
    op.drop_index(op.f('ix_bug_reports_duplicate_of_id'), table_name='bug_reports')
    op.drop_index('ix_bug_reports_created_at_id', table_name='bug_reports')
    op.drop_table('bug_reports')
    op.drop_index('ix_exp_months_points', table_name='exp_months')
    op.drop_table('exp_months')
    op.drop_index('uq_exp_entries_award', table_name='exp_entries', postgresql_where=sa.text("reverses_id IS NULL AND rule <> 'correction'"))
    op.drop_index('ix_exp_entries_user_id', table_name='exp_entries')
    op.drop_index('ix_exp_entries_user_day', table_name='exp_entries')
    op.drop_index('ix_exp_entries_rule_id', table_name='exp_entries')
    op.drop_table('exp_entries')
    op.drop_index('ix_exp_balances_points', table_name='exp_balances')
    op.drop_table('exp_balances')
    op.drop_table('exp_levels')
    op.execute("DROP FUNCTION add_exp_to_totals()")
    op.execute("DROP FUNCTION keep_bug_report()")
