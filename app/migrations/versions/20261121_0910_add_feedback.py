"""add feedback"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('feedback_categories',
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('position', sa.SmallInteger(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback_categories')),
    sa.UniqueConstraint('name', name=op.f('uq_feedback_categories_name'))
    )
    for position, name in enumerate(('Fitur', 'Desain', 'Performa', 'Bug', 'Umum'), 1):
        op.execute(sa.text("INSERT INTO feedback_categories (name, position, active) VALUES (:name, :position, true)")
                   .bindparams(name=name, position=position))
    op.create_table('feedback',
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('category_id', sa.BigInteger(), nullable=True),
    sa.Column('subject', sa.String(length=100), nullable=False),
    sa.Column('body_html', sa.Text(), nullable=False),
    sa.Column('body_text', sa.Text(), nullable=False),
    sa.Column('status', sa.String(length=32), nullable=False),
    sa.Column('author_id', sa.BigInteger(), nullable=True),
    sa.Column('anonymous', sa.Boolean(), nullable=False),
    sa.Column('code_sha256', sa.String(length=64), nullable=True),
    sa.Column('reviewed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.BigInteger(), nullable=True),
    sa.Column('reject_reason', sa.String(length=500), nullable=True),
    sa.Column('handled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('handled_by_id', sa.BigInteger(), nullable=True),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('deleted_by_id', sa.BigInteger(), nullable=True),
    sa.Column('delete_reason', sa.String(length=300), nullable=True),
    sa.Column('merged_into_id', sa.BigInteger(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('search', postgresql.TSVECTOR(), sa.Computed("to_tsvector('indonesian', subject || ' ' || left(body_text, 20000))", persisted=True), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("kind IN ('SUGGESTION', 'CRITICISM')", name=op.f('ck_feedback_kind')),
    sa.CheckConstraint("status IN ('NEW', 'IN_REVIEW', 'FOLLOWED_UP', 'REJECTED')", name=op.f('ck_feedback_status')),
    sa.CheckConstraint('(deleted_at IS NULL) = (delete_reason IS NULL)', name=op.f('ck_feedback_deleted_with_reason')),
    sa.CheckConstraint('NOT (anonymous AND author_id IS NOT NULL)', name=op.f('ck_feedback_anonymous_names_nobody')),
    sa.CheckConstraint('merged_into_id <> id', name=op.f('ck_feedback_not_into_itself')),
    sa.ForeignKeyConstraint(['author_id'], ['users.id'], name=op.f('fk_feedback_author_id')),
    sa.ForeignKeyConstraint(['category_id'], ['feedback_categories.id'], name=op.f('fk_feedback_category_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['users.id'], name=op.f('fk_feedback_decided_by_id')),
    sa.ForeignKeyConstraint(['deleted_by_id'], ['users.id'], name=op.f('fk_feedback_deleted_by_id')),
    sa.ForeignKeyConstraint(['handled_by_id'], ['users.id'], name=op.f('fk_feedback_handled_by_id')),
    sa.ForeignKeyConstraint(['merged_into_id'], ['feedback.id'], name=op.f('fk_feedback_merged_into_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback')),
    sa.UniqueConstraint('code_sha256', name=op.f('uq_feedback_code_sha256')),
    sa.UniqueConstraint('number', name=op.f('uq_feedback_number'))
    )
    op.create_index('ix_feedback_author_id', 'feedback', ['author_id', 'id'], unique=False)
    op.create_index('ix_feedback_category_id', 'feedback', ['category_id', 'id'], unique=False)
    op.create_index('ix_feedback_kind_id', 'feedback', ['kind', 'id'], unique=False)
    op.create_index(op.f('ix_feedback_merged_into_id'), 'feedback', ['merged_into_id'], unique=False)
    op.create_index('ix_feedback_number_prefix', 'feedback', ['number'], unique=False, postgresql_ops={'number': 'text_pattern_ops'})
    op.create_index('ix_feedback_search', 'feedback', ['search'], unique=False, postgresql_using='gin')
    op.create_index('ix_feedback_status_id', 'feedback', ['status', 'id'], unique=False)
    op.create_index('ix_feedback_waiting', 'feedback', ['id'], unique=False, postgresql_where=sa.text('handled_at IS NULL AND deleted_at IS NULL'))
    op.create_table('feedback_attachments',
    sa.Column('feedback_id', sa.BigInteger(), nullable=False),
    sa.Column('file_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['feedback_id'], ['feedback.id'], name=op.f('fk_feedback_attachments_feedback_id')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_feedback_attachments_file_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback_attachments'))
    )
    op.create_index(op.f('ix_feedback_attachments_feedback_id'), 'feedback_attachments', ['feedback_id'], unique=False)
    op.create_table('feedback_entries',
    sa.Column('feedback_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('body_html', sa.Text(), nullable=False),
    sa.Column('body_text', sa.Text(), nullable=False),
    sa.Column('author_id', sa.BigInteger(), nullable=True),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("kind = 'ADDITION' OR author_id IS NOT NULL", name=op.f('ck_feedback_entries_staff_signs')),
    sa.CheckConstraint("kind IN ('ANSWER', 'ADDITION', 'NOTE')", name=op.f('ck_feedback_entries_kind')),
    sa.ForeignKeyConstraint(['author_id'], ['users.id'], name=op.f('fk_feedback_entries_author_id')),
    sa.ForeignKeyConstraint(['feedback_id'], ['feedback.id'], name=op.f('fk_feedback_entries_feedback_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback_entries'))
    )
    op.create_index(op.f('ix_feedback_entries_feedback_id'), 'feedback_entries', ['feedback_id'], unique=False)
    op.create_table('handling_ratings',
    sa.Column('feedback_id', sa.BigInteger(), nullable=False),
    sa.Column('stars', sa.SmallInteger(), nullable=False),
    sa.Column('comment', sa.String(length=1000), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('stars BETWEEN 1 AND 5', name=op.f('ck_handling_ratings_stars')),
    sa.ForeignKeyConstraint(['feedback_id'], ['feedback.id'], name=op.f('fk_handling_ratings_feedback_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handling_ratings')),
    sa.UniqueConstraint('feedback_id', name=op.f('uq_handling_ratings_feedback_id'))
    )
    # ### end Alembic commands ###
    _add_desk()
    _keep_user_reports()


def downgrade() -> None:
    op.execute("DROP TRIGGER keep_user_report ON feedback")
    op.execute("DROP FUNCTION keep_feedback_report()")
    for table in ("support_tickets", "user_reports", "feedback_days"):
        op.drop_table(table)
    op.drop_table('handling_ratings')
    op.drop_index(op.f('ix_feedback_entries_feedback_id'), table_name='feedback_entries')
    op.drop_table('feedback_entries')
    op.drop_index(op.f('ix_feedback_attachments_feedback_id'), table_name='feedback_attachments')
    op.drop_table('feedback_attachments')
    op.drop_index('ix_feedback_waiting', table_name='feedback', postgresql_where=sa.text('handled_at IS NULL AND deleted_at IS NULL'))
    op.drop_index('ix_feedback_status_id', table_name='feedback')
    op.drop_index('ix_feedback_search', table_name='feedback', postgresql_using='gin')
    op.drop_index('ix_feedback_number_prefix', table_name='feedback', postgresql_ops={'number': 'text_pattern_ops'})
    op.drop_index(op.f('ix_feedback_merged_into_id'), table_name='feedback')
    op.drop_index('ix_feedback_kind_id', table_name='feedback')
    op.drop_index('ix_feedback_category_id', table_name='feedback')
    op.drop_index('ix_feedback_author_id', table_name='feedback')
    op.drop_table('feedback')
    op.drop_table('feedback_categories')


def _add_desk() -> None:
    """Support tickets, Laporan Pengguna, the figures by day."""
    op.create_table('feedback_days',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('received', sa.Integer(), nullable=False),
    sa.Column('followed_up', sa.Integer(), nullable=False),
    sa.Column('rejected', sa.Integer(), nullable=False),
    sa.Column('followed_up_seconds', sa.BigInteger(), nullable=False),
    sa.Column('stars_sum', sa.Integer(), nullable=False),
    sa.Column('stars_count', sa.Integer(), nullable=False),
    sa.Column('exp_points', sa.Integer(), nullable=False),
    sa.Column('counted_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('SUGGESTION', 'CRITICISM')", name=op.f('ck_feedback_days_kind')),
    sa.PrimaryKeyConstraint('day', 'kind', name=op.f('pk_feedback_days'))
    )
    op.create_index('ix_feedback_days_counted_at', 'feedback_days', ['counted_at'], unique=False)
    op.create_table('user_reports',
    sa.Column('source', sa.String(length=32), nullable=False),
    sa.Column('source_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('urgency', sa.SmallInteger(), server_default='0', nullable=False),
    sa.Column('status', sa.String(length=32), nullable=False),
    sa.Column('handled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('handled_by_id', sa.BigInteger(), nullable=True),
    sa.Column('gone', sa.Boolean(), server_default='false', nullable=False),
    sa.Column('search', postgresql.TSVECTOR(), sa.Computed("to_tsvector('indonesian', title)", persisted=True), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("kind IN ('BUG', 'SUGGESTION', 'CRITICISM')", name=op.f('ck_user_reports_kind')),
    sa.CheckConstraint("source IN ('feedback', 'bug_reports')", name=op.f('ck_user_reports_source')),
    sa.CheckConstraint("status IN ('WAITING', 'HANDLED')", name=op.f('ck_user_reports_status')),
    sa.ForeignKeyConstraint(['handled_by_id'], ['users.id'], name=op.f('fk_user_reports_handled_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_reports'))
    )
    op.create_index('ix_user_reports_created_at', 'user_reports', ['created_at', 'id'], unique=False, postgresql_where=sa.text('NOT gone'))
    op.create_index('ix_user_reports_kind', 'user_reports', ['kind', 'id'], unique=False, postgresql_where=sa.text('NOT gone'))
    op.create_index('ix_user_reports_kind_created_at', 'user_reports', ['kind', 'created_at', 'id'], unique=False, postgresql_where=sa.text('NOT gone'))
    op.create_index('ix_user_reports_kind_urgency', 'user_reports', ['kind', 'urgency', 'id'], unique=False, postgresql_where=sa.text('NOT gone'))
    op.create_index('ix_user_reports_number_prefix', 'user_reports', ['number'], unique=False, postgresql_ops={'number': 'text_pattern_ops'})
    op.create_index('ix_user_reports_search', 'user_reports', ['search'], unique=False, postgresql_using='gin')
    op.create_index('ix_user_reports_status', 'user_reports', ['status', 'id'], unique=False, postgresql_where=sa.text('NOT gone'))
    op.create_index('ix_user_reports_status_created_at', 'user_reports', ['status', 'created_at', 'id'], unique=False, postgresql_where=sa.text('NOT gone'))
    op.create_index('ix_user_reports_status_kind_created_at', 'user_reports', ['status', 'kind', 'created_at', 'id'], unique=False, postgresql_where=sa.text('NOT gone'))
    op.create_index('ix_user_reports_status_urgency', 'user_reports', ['status', 'urgency', 'id'], unique=False, postgresql_where=sa.text('NOT gone'))
    op.create_index('ix_user_reports_urgency', 'user_reports', ['urgency', 'id'], unique=False, postgresql_where=sa.text('NOT gone'))
    op.create_index('uq_user_reports_source', 'user_reports', ['source', 'source_id'], unique=True)
    op.create_table('support_tickets',
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('subject', sa.String(length=150), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('status', sa.String(length=32), nullable=False),
    sa.Column('assignee_id', sa.BigInteger(), nullable=True),
    sa.Column('origin_feedback_id', sa.BigInteger(), nullable=True),
    sa.Column('created_by_id', sa.BigInteger(), nullable=True),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome', sa.String(length=2000), server_default='', nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('search', postgresql.TSVECTOR(), sa.Computed("to_tsvector('indonesian', subject || ' ' || left(description, 20000))", persisted=True), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("status IN ('NEW', 'IN_PROGRESS', 'DONE', 'REJECTED')", name=op.f('ck_support_tickets_status')),
    sa.ForeignKeyConstraint(['assignee_id'], ['users.id'], name=op.f('fk_support_tickets_assignee_id')),
    sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_support_tickets_created_by_id')),
    sa.ForeignKeyConstraint(['origin_feedback_id'], ['feedback.id'], name=op.f('fk_support_tickets_origin_feedback_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_support_tickets')),
    sa.UniqueConstraint('number', name=op.f('uq_support_tickets_number')),
    sa.UniqueConstraint('origin_feedback_id', name=op.f('uq_support_tickets_origin_feedback_id'))
    )
    op.create_index('ix_support_tickets_assignee_id', 'support_tickets', ['assignee_id', 'id'], unique=False)
    op.create_index('ix_support_tickets_created_at_id', 'support_tickets', ['created_at', 'id'], unique=False)
    op.create_index('ix_support_tickets_number_prefix', 'support_tickets', ['number'], unique=False, postgresql_ops={'number': 'text_pattern_ops'})
    op.create_index('ix_support_tickets_search', 'support_tickets', ['search'], unique=False, postgresql_using='gin')
    op.create_index('ix_support_tickets_status_id', 'support_tickets', ['status', 'id'], unique=False)
    op.create_index('ix_feedback_created_at_id', 'feedback', ['created_at', 'id'], unique=False)
    op.create_index('ix_feedback_deleted', 'feedback', ['id'], unique=False, postgresql_where=sa.text('deleted_at IS NOT NULL'))
    op.create_index('ix_feedback_merged', 'feedback', ['id'], unique=False, postgresql_where=sa.text('merged_into_id IS NOT NULL'))
    op.create_index('ix_feedback_updated_at', 'feedback', ['updated_at'], unique=False)
    op.create_index('ix_handling_ratings_created_at', 'handling_ratings', ['created_at'], unique=False)


def _keep_user_reports() -> None:
    """One line of Laporan Pengguna for each feedback, written by the database itself."""
    op.execute("""
        CREATE FUNCTION keep_feedback_report() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            mark text := CASE WHEN NEW.handled_at IS NULL THEN 'WAITING' ELSE 'HANDLED' END;
            is_gone boolean := NEW.deleted_at IS NOT NULL OR NEW.merged_into_id IS NOT NULL;
        BEGIN
            IF TG_OP = 'INSERT' THEN
                INSERT INTO user_reports (source, source_id, kind, number, title, state, urgency, status, created_at,
                                          handled_at, handled_by_id, gone)
                VALUES ('feedback', NEW.id, NEW.kind, NEW.number, NEW.subject, NEW.status, 0, mark, NEW.created_at,
                        NEW.handled_at, NEW.handled_by_id, is_gone);
            ELSE
                UPDATE user_reports
                   SET kind = NEW.kind, number = NEW.number, title = NEW.subject, state = NEW.status, status = mark,
                       handled_at = NEW.handled_at, handled_by_id = NEW.handled_by_id, gone = is_gone
                 WHERE source = 'feedback' AND source_id = NEW.id;
            END IF;
            RETURN NULL;
        END $$""")
    op.execute("""
        CREATE TRIGGER keep_user_report
        AFTER INSERT OR UPDATE OF kind, number, subject, status, handled_at, handled_by_id, deleted_at, merged_into_id
        ON feedback FOR EACH ROW EXECUTE FUNCTION keep_feedback_report()""")
