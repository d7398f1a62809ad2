"""Create the tables of the first version."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import postgresql
revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    
    op.create_table('idempotency_keys',
    sa.Column('scope', sa.String(length=80), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('answer', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_idempotency_keys'))
    )
    op.create_index('ix_idempotency_keys_created_at', 'idempotency_keys', ['created_at'], unique=False)
    op.create_index('uq_idempotency_keys_scope_key', 'idempotency_keys', ['scope', 'key'], unique=True)
    op.create_table('kpi_days',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('role', sa.String(length=32), nullable=False),
    sa.Column('jobs_done', sa.Integer(), nullable=False),
    sa.Column('on_time', sa.Integer(), nullable=False),
    sa.Column('checked_in', sa.Integer(), nullable=False),
    sa.Column('no_shows', sa.Integer(), nullable=False),
    sa.Column('claims_won', sa.Integer(), nullable=False),
    sa.Column('claims_tried', sa.Integer(), nullable=False),
    sa.Column('stars_sum', sa.Integer(), nullable=False),
    sa.Column('stars_count', sa.Integer(), nullable=False),
    sa.Column('response_seconds', sa.BigInteger(), nullable=False),
    sa.Column('response_count', sa.Integer(), nullable=False),
    sa.Column('visits_opened', sa.Integer(), nullable=False),
    sa.Column('visits_closed', sa.Integer(), nullable=False),
    sa.Column('visits_cancelled', sa.Integer(), nullable=False),
    sa.Column('income_idr', sa.BigInteger(), nullable=False),
    sa.Column('invoiced_idr', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('day', 'user_id', 'role', name=op.f('pk_kpi_days'))
    )
    op.create_table('kpi_touched',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('touched_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_kpi_touched'))
    )
    op.create_table('number_series',
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('year', sa.SmallInteger(), nullable=False),
    sa.Column('last', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('kind', 'year', name=op.f('pk_number_series'))
    )
    op.create_table('outbox_messages',
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('payload', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('status', sa.String(length=32), server_default='WAITING', nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), server_default='0', nullable=False),
    sa.Column('error', sa.Text(), server_default='', nullable=False),
    sa.Column('visit_id', sa.BigInteger(), nullable=True),
    sa.Column('invoice_id', sa.BigInteger(), nullable=True),
    sa.Column('dedup_key', sa.String(length=120), nullable=True),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_messages')),
    sa.UniqueConstraint('dedup_key', name=op.f('uq_outbox_messages_dedup_key'))
    )
    op.create_index('ix_outbox_messages_due', 'outbox_messages', ['due_at'], unique=False, postgresql_where=sa.text("status = 'WAITING'"))
    op.create_index(op.f('ix_outbox_messages_invoice_id'), 'outbox_messages', ['invoice_id'], unique=False)
    op.create_index('ix_outbox_messages_status_id', 'outbox_messages', ['status', 'id'], unique=False)
    op.create_index(op.f('ix_outbox_messages_visit_id'), 'outbox_messages', ['visit_id'], unique=False)
    op.create_table('price_items',
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('unit', sa.String(length=20), nullable=False),
    sa.Column('price_idr', sa.BigInteger(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('price_idr >= 0', name=op.f('ck_price_items_price')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_price_items')),
    sa.UniqueConstraint('code', name=op.f('uq_price_items_code'))
    )
    op.create_table('skills',
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_skills')),
    sa.UniqueConstraint('name', name=op.f('uq_skills_name'))
    )
    op.create_table('users',
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('username', sa.String(length=40), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('phone_e164', sa.String(length=16), nullable=True),
    sa.Column('role', sa.String(length=32), nullable=False),
    sa.Column('status', sa.String(length=32), nullable=False),
    sa.Column('locale', sa.String(length=32), nullable=False),
    sa.Column('home_area', sa.String(length=80), nullable=True),
    sa.Column('password_hash', sa.String(length=255), nullable=False),
    sa.Column('must_change_password', sa.Boolean(), nullable=False),
    sa.Column('session_version', sa.Integer(), nullable=False),
    sa.Column('failed_logins', sa.Integer(), nullable=False),
    sa.Column('last_failed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('locked_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_login_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('telegram_chat_id', sa.BigInteger(), nullable=True),
    sa.Column('telegram_verified_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('telegram_blocked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_users')),
    sa.UniqueConstraint('telegram_chat_id', name=op.f('uq_users_telegram_chat_id'))
    )
    op.create_index('ix_users_role_status', 'users', ['role', 'status'], unique=False)
    op.create_index('uq_users_email_lower', 'users', [sa.literal_column('lower(email)')], unique=True)
    op.create_index('uq_users_phone_active', 'users', ['phone_e164'], unique=True, postgresql_where=sa.text("status = 'ACTIVE'"))
    op.create_index('uq_users_username_lower', 'users', [sa.literal_column('lower(username)')], unique=True)
    op.create_table('whatsapp_templates',
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=512), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('body', sa.String(length=1024), nullable=False),
    sa.Column('variables', sa.String(length=300), nullable=False),
    sa.Column('link_button', sa.Boolean(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_whatsapp_templates')),
    sa.UniqueConstraint('kind', name=op.f('uq_whatsapp_templates_kind'))
    )
    op.create_table('audit_entries',
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.BigInteger(), nullable=True),
    sa.Column('thing', sa.String(length=40), nullable=False),
    sa.Column('thing_id', sa.BigInteger(), nullable=False),
    sa.Column('action', sa.String(length=40), nullable=False),
    sa.Column('changes', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('request_id', sa.String(length=40), server_default='', nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['users.id'], name=op.f('fk_audit_entries_actor_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entries'))
    )
    op.create_index('ix_audit_entries_action_id', 'audit_entries', ['action', 'id'], unique=False)
    op.create_index('ix_audit_entries_actor_id', 'audit_entries', ['actor_id', 'id'], unique=False)
    op.create_index('ix_audit_entries_at_id', 'audit_entries', ['at', 'id'], unique=False)
    op.create_index('ix_audit_entries_thing', 'audit_entries', ['thing', 'thing_id', 'id'], unique=False)
    op.create_table('customers',
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('phone_e164', sa.String(length=16), nullable=True),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('npwp', sa.String(length=22), nullable=False),
    sa.Column('locale', sa.String(length=32), nullable=False),
    sa.Column('source', sa.String(length=32), nullable=False),
    sa.Column('status', sa.String(length=32), nullable=False),
    sa.Column('notes', sa.Text(), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_by_id', sa.BigInteger(), nullable=True),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('search', postgresql.TSVECTOR(), sa.Computed("to_tsvector('simple', name || ' ' || code || ' ' || city)", persisted=True), nullable=False),
    sa.Column('street', sa.String(length=200), nullable=False),
    sa.Column('rt_rw', sa.String(length=9), nullable=False),
    sa.Column('village', sa.String(length=80), nullable=False),
    sa.Column('district', sa.String(length=80), nullable=False),
    sa.Column('city', sa.String(length=80), nullable=False),
    sa.Column('province', sa.String(length=80), nullable=False),
    sa.Column('postal_code', sa.String(length=5), nullable=False),
    sa.Column('landmark', sa.String(length=200), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("(status = 'DELETED') = (deleted_at IS NOT NULL)", name=op.f('ck_customers_deleted')),
    sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_customers_created_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_customers')),
    sa.UniqueConstraint('code', name=op.f('uq_customers_code'))
    )
    op.create_index('ix_customers_code_prefix', 'customers', ['code'], unique=False, postgresql_ops={'code': 'text_pattern_ops'})
    op.create_index('ix_customers_name_lower_id', 'customers', [sa.literal_column('lower(name)'), 'id'], unique=False)
    op.create_index('ix_customers_phone_prefix', 'customers', ['phone_e164'], unique=False, postgresql_ops={'phone_e164': 'text_pattern_ops'})
    op.create_index('ix_customers_search', 'customers', ['search'], unique=False, postgresql_using='gin')
    op.create_index('ix_customers_status_id', 'customers', ['status', 'id'], unique=False)
    op.create_index('uq_customers_phone_active', 'customers', ['phone_e164'], unique=True, postgresql_where=sa.text('deleted_at IS NULL'))
    op.create_table('leaves',
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('first_date', sa.Date(), nullable=False),
    sa.Column('last_date', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=True),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('last_date >= first_date', name=op.f('ck_leaves_order')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_leaves_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_leaves'))
    )
    op.create_index(op.f('ix_leaves_user_id'), 'leaves', ['user_id'], unique=False)
    op.create_table('saved_filters',
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('endpoint', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('query', sa.String(length=2000), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_saved_filters_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_filters'))
    )
    op.create_index('uq_saved_filters_name', 'saved_filters', ['user_id', 'endpoint', 'name'], unique=True)
    op.create_table('stored_files',
    sa.Column('storage_key', sa.String(length=80), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=False),
    sa.Column('media_type', sa.String(length=80), nullable=False),
    sa.Column('original_name', sa.String(length=200), nullable=False),
    sa.Column('uploaded_by_id', sa.BigInteger(), nullable=True),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['uploaded_by_id'], ['users.id'], name=op.f('fk_stored_files_uploaded_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stored_files')),
    sa.UniqueConstraint('storage_key', name=op.f('uq_stored_files_storage_key'))
    )
    op.create_index(op.f('ix_stored_files_sha256'), 'stored_files', ['sha256'], unique=False)
    op.create_table('telegram_links',
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('token_sha256', sa.String(length=64), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_telegram_links_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_telegram_links')),
    sa.UniqueConstraint('token_sha256', name=op.f('uq_telegram_links_token_sha256'))
    )
    op.create_index(op.f('ix_telegram_links_user_id'), 'telegram_links', ['user_id'], unique=False)
    op.create_table('user_skills',
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('skill_id', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['skill_id'], ['skills.id'], name=op.f('fk_user_skills_skill_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_user_skills_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', 'skill_id', name=op.f('pk_user_skills'))
    )
    op.create_index(op.f('ix_user_skills_skill_id'), 'user_skills', ['skill_id'], unique=False)
    op.create_table('company',
    sa.Column('id', sa.SmallInteger(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('city', sa.String(length=60), nullable=False),
    sa.Column('phone', sa.String(length=30), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('npwp', sa.String(length=22), nullable=False),
    sa.Column('signer_name', sa.String(length=120), nullable=False),
    sa.Column('signer_title', sa.String(length=80), nullable=False),
    sa.Column('bank_name', sa.String(length=60), nullable=False),
    sa.Column('bank_account', sa.String(length=40), nullable=False),
    sa.Column('bank_holder', sa.String(length=120), nullable=False),
    sa.Column('time_zone', sa.String(length=32), nullable=False),
    sa.Column('logo_file_id', sa.BigInteger(), nullable=True),
    sa.Column('is_pkp', sa.Boolean(), nullable=False),
    sa.Column('ppn_percent', sa.SmallInteger(), nullable=False),
    sa.Column('ppn_base_numerator', sa.SmallInteger(), nullable=False),
    sa.Column('ppn_base_denominator', sa.SmallInteger(), nullable=False),
    sa.Column('payment_days', sa.SmallInteger(), nullable=False),
    sa.Column('checkin_radius_m', sa.Integer(), nullable=False),
    sa.Column('late_after_minutes', sa.SmallInteger(), nullable=False),
    sa.Column('offer_minutes', sa.SmallInteger(), nullable=False),
    sa.Column('before_photos', sa.SmallInteger(), nullable=False),
    sa.Column('after_photos', sa.SmallInteger(), nullable=False),
    sa.Column('rating_days', sa.SmallInteger(), nullable=False),
    sa.Column('rating_edit_hours', sa.SmallInteger(), nullable=False),
    sa.Column('rating_reminder_hours', sa.SmallInteger(), nullable=False),
    sa.Column('quiet_from', sa.Time(), nullable=False),
    sa.Column('quiet_until', sa.Time(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('before_photos >= 0 AND after_photos >= 0 AND payment_days >= 0', name=op.f('ck_company_not_negative')),
    sa.CheckConstraint('checkin_radius_m > 0 AND late_after_minutes > 0 AND offer_minutes > 0', name=op.f('ck_company_positive')),
    sa.CheckConstraint('id = 1', name=op.f('ck_company_single')),
    sa.CheckConstraint('ppn_base_numerator BETWEEN 1 AND ppn_base_denominator', name=op.f('ck_company_ppn_base')),
    sa.CheckConstraint('ppn_percent BETWEEN 0 AND 100', name=op.f('ck_company_ppn_percent')),
    sa.ForeignKeyConstraint(['logo_file_id'], ['stored_files.id'], name=op.f('fk_company_logo_file_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_company'))
    )
    op.create_table('sites',
    sa.Column('customer_id', sa.BigInteger(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('latitude', sa.Double(), nullable=True),
    sa.Column('longitude', sa.Double(), nullable=True),
    sa.Column('time_zone', sa.String(length=32), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('street', sa.String(length=200), nullable=False),
    sa.Column('rt_rw', sa.String(length=9), nullable=False),
    sa.Column('village', sa.String(length=80), nullable=False),
    sa.Column('district', sa.String(length=80), nullable=False),
    sa.Column('city', sa.String(length=80), nullable=False),
    sa.Column('province', sa.String(length=80), nullable=False),
    sa.Column('postal_code', sa.String(length=5), nullable=False),
    sa.Column('landmark', sa.String(length=200), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('(latitude IS NULL) = (longitude IS NULL)', name=op.f('ck_sites_both_or_none')),
    sa.CheckConstraint('latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180', name=op.f('ck_sites_on_earth')),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_sites_customer_id'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sites'))
    )
    op.create_index(op.f('ix_sites_customer_id'), 'sites', ['customer_id'], unique=False)
    op.create_table('whatsapp_contacts',
    sa.Column('wa_id', sa.String(length=20), nullable=True),
    sa.Column('bsuid', sa.String(length=80), nullable=True),
    sa.Column('phone_e164', sa.String(length=16), nullable=True),
    sa.Column('profile_name', sa.String(length=200), nullable=False),
    sa.Column('customer_id', sa.BigInteger(), nullable=True),
    sa.Column('last_inbound_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('stopped_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('wants_person_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('draft', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('wa_id IS NOT NULL OR bsuid IS NOT NULL OR phone_e164 IS NOT NULL', name=op.f('ck_whatsapp_contacts_reachable')),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_whatsapp_contacts_customer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_whatsapp_contacts')),
    sa.UniqueConstraint('bsuid', name=op.f('uq_whatsapp_contacts_bsuid')),
    sa.UniqueConstraint('wa_id', name=op.f('uq_whatsapp_contacts_wa_id'))
    )
    op.create_index(op.f('ix_whatsapp_contacts_customer_id'), 'whatsapp_contacts', ['customer_id'], unique=False)
    op.create_index(op.f('ix_whatsapp_contacts_phone_e164'), 'whatsapp_contacts', ['phone_e164'], unique=False)
    op.create_index('ix_whatsapp_contacts_wants_person', 'whatsapp_contacts', ['wants_person_at'], unique=False, postgresql_where=sa.text('wants_person_at IS NOT NULL'))
    op.create_table('contact_identities',
    sa.Column('contact_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('old_value', sa.String(length=80), nullable=True),
    sa.Column('new_value', sa.String(length=80), nullable=True),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['whatsapp_contacts.id'], name=op.f('fk_contact_identities_contact_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_identities'))
    )
    op.create_index(op.f('ix_contact_identities_contact_id'), 'contact_identities', ['contact_id'], unique=False)
    op.create_table('deliveries',
    sa.Column('message_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('channel', sa.String(length=32), nullable=False),
    sa.Column('status', sa.String(length=32), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=True),
    sa.Column('customer_id', sa.BigInteger(), nullable=True),
    sa.Column('contact_id', sa.BigInteger(), nullable=True),
    sa.Column('address', sa.String(length=254), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('payload', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.String(length=128), nullable=True),
    sa.Column('error_code', sa.String(length=60), nullable=False),
    sa.Column('error_detail', sa.Text(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('delivered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('idempotency_key', sa.String(length=120), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['whatsapp_contacts.id'], name=op.f('fk_deliveries_contact_id')),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_deliveries_customer_id')),
    sa.ForeignKeyConstraint(['message_id'], ['outbox_messages.id'], name=op.f('fk_deliveries_message_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_deliveries_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deliveries')),
    sa.UniqueConstraint('idempotency_key', name=op.f('uq_deliveries_idempotency_key'))
    )
    op.create_index('ix_deliveries_address_prefix', 'deliveries', ['address'], unique=False, postgresql_ops={'address': 'text_pattern_ops'})
    op.create_index('ix_deliveries_channel_id', 'deliveries', ['channel', 'id'], unique=False)
    op.create_index('ix_deliveries_contact_id', 'deliveries', ['contact_id', 'id'], unique=False)
    op.create_index('ix_deliveries_customer_id', 'deliveries', ['customer_id', 'id'], unique=False)
    op.create_index('ix_deliveries_due', 'deliveries', ['channel', 'due_at'], unique=False, postgresql_where=sa.text("status = 'QUEUED'"))
    op.create_index('ix_deliveries_kind_id', 'deliveries', ['kind', 'id'], unique=False)
    op.create_index('ix_deliveries_message_id', 'deliveries', ['message_id'], unique=False)
    op.create_index('ix_deliveries_provider_id', 'deliveries', ['provider_id'], unique=False, postgresql_where=sa.text('provider_id IS NOT NULL'))
    op.create_index('ix_deliveries_status_id', 'deliveries', ['status', 'id'], unique=False)
    op.create_index(op.f('ix_deliveries_user_id'), 'deliveries', ['user_id'], unique=False)
    op.create_table('inbox_events',
    sa.Column('provider', sa.String(length=32), nullable=False),
    sa.Column('unique_key', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('raw', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('status', sa.String(length=32), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('error', sa.Text(), nullable=False),
    sa.Column('applied_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('contact_id', sa.BigInteger(), nullable=True),
    sa.Column('summary', sa.String(length=300), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['contact_id'], ['whatsapp_contacts.id'], name=op.f('fk_inbox_events_contact_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inbox_events')),
    sa.UniqueConstraint('unique_key', name=op.f('uq_inbox_events_unique_key'))
    )
    op.create_index(op.f('ix_inbox_events_contact_id'), 'inbox_events', ['contact_id'], unique=False)
    op.create_index('ix_inbox_events_due', 'inbox_events', ['due_at'], unique=False, postgresql_where=sa.text("status = 'RECEIVED'"))
    op.create_index('ix_inbox_events_kind_id', 'inbox_events', ['kind', 'id'], unique=False)
    op.create_index('ix_inbox_events_provider_id', 'inbox_events', ['provider', 'id'], unique=False)
    op.create_index('ix_inbox_events_status_id', 'inbox_events', ['status', 'id'], unique=False)
    op.create_table('visit_tickets',
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('customer_id', sa.BigInteger(), nullable=False),
    sa.Column('site_id', sa.BigInteger(), nullable=False),
    sa.Column('problem', sa.Text(), nullable=False),
    sa.Column('notes', sa.Text(), nullable=False),
    sa.Column('priority', sa.String(length=32), nullable=False),
    sa.Column('status', sa.String(length=32), nullable=False),
    sa.Column('planned_start', sa.DateTime(timezone=True), nullable=False),
    sa.Column('planned_end', sa.DateTime(timezone=True), nullable=False),
    sa.Column('added_days', sa.SmallInteger(), nullable=False),
    sa.Column('skill_id', sa.BigInteger(), nullable=True),
    sa.Column('race_opens_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('quota', sa.SmallInteger(), nullable=False),
    sa.Column('places_offered', sa.SmallInteger(), nullable=False),
    sa.Column('places_taken', sa.SmallInteger(), nullable=False),
    sa.Column('places_reserved', sa.SmallInteger(), nullable=False),
    sa.Column('queue_tail', sa.Integer(), nullable=False),
    sa.Column('emergency', sa.Boolean(), nullable=False),
    sa.Column('quota_override_reason', sa.String(length=300), nullable=True),
    sa.Column('quota_override_by_id', sa.BigInteger(), nullable=True),
    sa.Column('created_by_id', sa.BigInteger(), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('assigned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_by_id', sa.BigInteger(), nullable=True),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cancel_reason', sa.String(length=500), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('search', postgresql.TSVECTOR(), sa.Computed("to_tsvector('indonesian', problem)", persisted=True), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('places_offered BETWEEN 0 AND quota', name=op.f('ck_visit_tickets_offered')),
    sa.CheckConstraint('places_taken + places_reserved <= places_offered', name=op.f('ck_visit_tickets_never_one_too_many')),
    sa.CheckConstraint('places_taken >= 0 AND places_reserved >= 0', name=op.f('ck_visit_tickets_not_negative')),
    sa.CheckConstraint('planned_end > planned_start', name=op.f('ck_visit_tickets_order')),
    sa.CheckConstraint('quota BETWEEN 1 AND 50', name=op.f('ck_visit_tickets_quota')),
    sa.ForeignKeyConstraint(['closed_by_id'], ['users.id'], name=op.f('fk_visit_tickets_closed_by_id')),
    sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_visit_tickets_created_by_id')),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_visit_tickets_customer_id')),
    sa.ForeignKeyConstraint(['quota_override_by_id'], ['users.id'], name=op.f('fk_visit_tickets_quota_override_by_id')),
    sa.ForeignKeyConstraint(['site_id'], ['sites.id'], name=op.f('fk_visit_tickets_site_id')),
    sa.ForeignKeyConstraint(['skill_id'], ['skills.id'], name=op.f('fk_visit_tickets_skill_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_tickets')),
    sa.UniqueConstraint('number', name=op.f('uq_visit_tickets_number'))
    )
    op.create_index('ix_visit_tickets_customer_id', 'visit_tickets', ['customer_id', 'id'], unique=False)
    op.create_index('ix_visit_tickets_number_prefix', 'visit_tickets', ['number'], unique=False, postgresql_ops={'number': 'text_pattern_ops'})
    op.create_index('ix_visit_tickets_priority_id', 'visit_tickets', ['priority', 'id'], unique=False)
    op.create_index('ix_visit_tickets_search', 'visit_tickets', ['search'], unique=False, postgresql_using='gin')
    op.create_index(op.f('ix_visit_tickets_site_id'), 'visit_tickets', ['site_id'], unique=False)
    op.create_index('ix_visit_tickets_start_id', 'visit_tickets', ['planned_start', 'id'], unique=False)
    op.create_index('ix_visit_tickets_status_id', 'visit_tickets', ['status', 'id'], unique=False)
    op.create_index('ix_visit_tickets_status_start_id', 'visit_tickets', ['status', 'planned_start', 'id'], unique=False)
    op.create_table('assignments',
    sa.Column('visit_id', sa.BigInteger(), nullable=False),
    sa.Column('technician_id', sa.BigInteger(), nullable=False),
    sa.Column('source', sa.String(length=32), nullable=False),
    sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('during', postgresql.TSTZRANGE(), nullable=False),
    sa.Column('emergency', sa.Boolean(), nullable=False),
    sa.Column('released_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('release_reason', sa.String(length=32), nullable=True),
    sa.Column('no_show', sa.Boolean(), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    postgresql.ExcludeConstraint((sa.text("int8range(CAST(technician_id AS BIGINT), CAST(technician_id AS BIGINT), '[]')"), '='), (sa.column('during'), '&&'), where=sa.text('released_at IS NULL'), using='gist', name='ex_assignments_one_visit_at_a_time'),
    sa.ForeignKeyConstraint(['technician_id'], ['users.id'], name=op.f('fk_assignments_technician_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit_tickets.id'], name=op.f('fk_assignments_visit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignments'))
    )
    op.create_index('ix_assignments_technician_id', 'assignments', ['technician_id', 'id'], unique=False)
    op.create_index('ix_assignments_visit_id', 'assignments', ['visit_id'], unique=False)
    op.create_index('uq_assignments_one_place_each', 'assignments', ['visit_id', 'technician_id'], unique=True, postgresql_where=sa.text('released_at IS NULL'))
    op.create_table('claim_attempts',
    sa.Column('visit_id', sa.BigInteger(), nullable=False),
    sa.Column('technician_id', sa.BigInteger(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('source', sa.String(length=32), nullable=False),
    sa.Column('result', sa.String(length=32), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['technician_id'], ['users.id'], name=op.f('fk_claim_attempts_technician_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit_tickets.id'], name=op.f('fk_claim_attempts_visit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_claim_attempts'))
    )
    op.create_index('ix_claim_attempts_technician_id', 'claim_attempts', ['technician_id', 'id'], unique=False)
    op.create_index('ix_claim_attempts_visit_id', 'claim_attempts', ['visit_id', 'id'], unique=False)
    op.create_table('documents',
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('visit_id', sa.BigInteger(), nullable=False),
    sa.Column('invoice_id', sa.BigInteger(), nullable=True),
    sa.Column('payment_id', sa.BigInteger(), nullable=True),
    sa.Column('number', sa.String(length=40), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('phase', sa.String(length=32), nullable=True),
    sa.Column('file_id', sa.BigInteger(), nullable=True),
    sa.Column('verify_token', sa.String(length=40), nullable=True),
    sa.Column('signer_name', sa.String(length=120), nullable=False),
    sa.Column('facts', postgresql.JSONB(astext_type=sa.Text()), server_default='{}', nullable=False),
    sa.Column('render_tries', sa.SmallInteger(), server_default='0', nullable=False),
    sa.Column('render_error', sa.String(length=300), server_default='', nullable=False),
    sa.Column('made_by_id', sa.BigInteger(), nullable=True),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('device_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('client_key', sa.String(length=64), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("(kind = 'WORK_PHOTO') = (phase IS NOT NULL)", name=op.f('ck_documents_photo_phase')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_documents_file_id')),
    sa.ForeignKeyConstraint(['made_by_id'], ['users.id'], name=op.f('fk_documents_made_by_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit_tickets.id'], name=op.f('fk_documents_visit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_documents')),
    sa.UniqueConstraint('client_key', name=op.f('uq_documents_client_key')),
    sa.UniqueConstraint('verify_token', name=op.f('uq_documents_verify_token'))
    )
    op.create_index(op.f('ix_documents_invoice_id'), 'documents', ['invoice_id'], unique=False)
    op.create_index(op.f('ix_documents_payment_id'), 'documents', ['payment_id'], unique=False)
    op.create_index('ix_documents_to_render', 'documents', ['render_tries', 'id'], unique=False, postgresql_where=sa.text('file_id IS NULL'))
    op.create_index('ix_documents_visit_kind', 'documents', ['visit_id', 'kind'], unique=False)
    op.create_index('uq_documents_number', 'documents', ['number'], unique=True, postgresql_where=sa.text('withdrawn_at IS NULL'))
    op.create_table('extension_requests',
    sa.Column('visit_id', sa.BigInteger(), nullable=False),
    sa.Column('requested_by_id', sa.BigInteger(), nullable=False),
    sa.Column('days', sa.SmallInteger(), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('status', sa.String(length=32), nullable=False),
    sa.Column('decided_by_id', sa.BigInteger(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decision_note', sa.String(length=500), nullable=False),
    sa.Column('leaving_ids', postgresql.ARRAY(sa.BigInteger()), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('days BETWEEN 1 AND 30', name=op.f('ck_extension_requests_days')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['users.id'], name=op.f('fk_extension_requests_decided_by_id')),
    sa.ForeignKeyConstraint(['requested_by_id'], ['users.id'], name=op.f('fk_extension_requests_requested_by_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit_tickets.id'], name=op.f('fk_extension_requests_visit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_extension_requests'))
    )
    op.create_index('ix_extension_requests_created_at_id', 'extension_requests', ['created_at', 'id'], unique=False)
    op.create_index('ix_extension_requests_status_id', 'extension_requests', ['status', 'id'], unique=False)
    op.create_index(op.f('ix_extension_requests_visit_id'), 'extension_requests', ['visit_id'], unique=False)
    op.create_index('uq_extension_requests_one_pending', 'extension_requests', ['visit_id'], unique=True, postgresql_where=sa.text("status = 'PENDING'"))
    op.create_table('invoices',
    sa.Column('number', sa.String(length=30), nullable=False),
    sa.Column('visit_id', sa.BigInteger(), nullable=False),
    sa.Column('customer_id', sa.BigInteger(), nullable=False),
    sa.Column('status', sa.String(length=32), nullable=False),
    sa.Column('revision', sa.SmallInteger(), nullable=False),
    sa.Column('issue_date', sa.Date(), nullable=False),
    sa.Column('due_date', sa.Date(), nullable=False),
    sa.Column('base_idr', sa.BigInteger(), nullable=False),
    sa.Column('subtotal_idr', sa.BigInteger(), nullable=False),
    sa.Column('discount_idr', sa.BigInteger(), nullable=False),
    sa.Column('tax_base_idr', sa.BigInteger(), nullable=False),
    sa.Column('ppn_idr', sa.BigInteger(), nullable=False),
    sa.Column('total_idr', sa.BigInteger(), nullable=False),
    sa.Column('paid_idr', sa.BigInteger(), nullable=False),
    sa.Column('ppn_percent', sa.SmallInteger(), nullable=False),
    sa.Column('ppn_base_numerator', sa.SmallInteger(), nullable=False),
    sa.Column('ppn_base_denominator', sa.SmallInteger(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('drafted_by_id', sa.BigInteger(), nullable=False),
    sa.Column('approved_by_id', sa.BigInteger(), nullable=True),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('paid_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('voided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("status <> 'PAID' OR paid_idr >= total_idr", name=op.f('ck_invoices_paid')),
    sa.CheckConstraint('approved_by_id IS NULL OR approved_by_id <> drafted_by_id', name=op.f('ck_invoices_four_eyes')),
    sa.CheckConstraint('discount_idr BETWEEN 0 AND subtotal_idr', name=op.f('ck_invoices_discount')),
    sa.CheckConstraint('due_date >= issue_date', name=op.f('ck_invoices_due')),
    sa.CheckConstraint('ppn_idr >= 0 AND paid_idr >= 0 AND base_idr >= 0 AND tax_base_idr >= 0', name=op.f('ck_invoices_not_negative')),
    sa.CheckConstraint('total_idr = subtotal_idr - discount_idr + ppn_idr', name=op.f('ck_invoices_total')),
    sa.ForeignKeyConstraint(['approved_by_id'], ['users.id'], name=op.f('fk_invoices_approved_by_id')),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_invoices_customer_id')),
    sa.ForeignKeyConstraint(['drafted_by_id'], ['users.id'], name=op.f('fk_invoices_drafted_by_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit_tickets.id'], name=op.f('fk_invoices_visit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invoices')),
    sa.UniqueConstraint('number', name=op.f('uq_invoices_number'))
    )
    op.create_index('ix_invoices_customer_id', 'invoices', ['customer_id', 'id'], unique=False)
    op.create_index('ix_invoices_due_date_id', 'invoices', ['due_date', 'id'], unique=False)
    op.create_index('ix_invoices_total_idr_id', 'invoices', ['total_idr', 'id'], unique=False)
    op.create_index('ix_invoices_issue_date_id', 'invoices', ['issue_date', 'id'], unique=False)
    op.create_index('ix_invoices_number_prefix', 'invoices', ['number'], unique=False, postgresql_ops={'number': 'text_pattern_ops'})
    op.create_index('ix_invoices_due', 'invoices', ['due_date'], unique=False, postgresql_where=sa.text("status = 'SENT'"))
    op.create_index('ix_invoices_status_id', 'invoices', ['status', 'id'], unique=False)
    op.create_index('uq_invoices_one_per_visit', 'invoices', ['visit_id'], unique=True, postgresql_where=sa.text("status != 'VOID'"))
    op.create_table('queue_entries',
    sa.Column('visit_id', sa.BigInteger(), nullable=False),
    sa.Column('technician_id', sa.BigInteger(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=32), nullable=False),
    sa.Column('offered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('offer_expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['technician_id'], ['users.id'], name=op.f('fk_queue_entries_technician_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit_tickets.id'], name=op.f('fk_queue_entries_visit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_queue_entries'))
    )
    op.create_index('ix_queue_entries_expiry', 'queue_entries', ['offer_expires_at'], unique=False, postgresql_where=sa.text("status = 'OFFERED'"))
    op.create_index(op.f('ix_queue_entries_technician_id'), 'queue_entries', ['technician_id'], unique=False)
    op.create_index('uq_queue_entries_once_in_line', 'queue_entries', ['visit_id', 'technician_id'], unique=True, postgresql_where=sa.text("status IN ('WAITING', 'OFFERED')"))
    op.create_index('uq_queue_entries_position', 'queue_entries', ['visit_id', 'position'], unique=True)
    op.create_table('visit_ratings',
    sa.Column('visit_id', sa.BigInteger(), nullable=False),
    sa.Column('customer_id', sa.BigInteger(), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('edited_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_visit_ratings_customer_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit_tickets.id'], name=op.f('fk_visit_ratings_visit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_ratings')),
    sa.UniqueConstraint('visit_id', name=op.f('uq_visit_ratings_visit_id'))
    )
    op.create_index(op.f('ix_visit_ratings_customer_id'), 'visit_ratings', ['customer_id'], unique=False)
    op.create_table('access_links',
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('token', sa.String(length=40), nullable=False),
    sa.Column('visit_id', sa.BigInteger(), nullable=True),
    sa.Column('invoice_id', sa.BigInteger(), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['invoice_id'], ['invoices.id'], name=op.f('fk_access_links_invoice_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit_tickets.id'], name=op.f('fk_access_links_visit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_access_links')),
    sa.UniqueConstraint('token', name=op.f('uq_access_links_token'))
    )
    op.create_index(op.f('ix_access_links_visit_id'), 'access_links', ['visit_id'], unique=False)
    op.create_index('uq_access_links_live_invoice', 'access_links', ['invoice_id'], unique=True, postgresql_where=sa.text('revoked_at IS NULL'))
    op.create_table('approvals',
    sa.Column('invoice_id', sa.BigInteger(), nullable=False),
    sa.Column('revision', sa.SmallInteger(), nullable=False),
    sa.Column('figures', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('submitted_by_id', sa.BigInteger(), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decision', sa.String(length=32), nullable=True),
    sa.Column('decided_by_id', sa.BigInteger(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('decided_by_id IS NULL OR decided_by_id <> submitted_by_id', name=op.f('ck_approvals_four_eyes')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['users.id'], name=op.f('fk_approvals_decided_by_id')),
    sa.ForeignKeyConstraint(['invoice_id'], ['invoices.id'], name=op.f('fk_approvals_invoice_id')),
    sa.ForeignKeyConstraint(['submitted_by_id'], ['users.id'], name=op.f('fk_approvals_submitted_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_approvals'))
    )
    op.create_index('uq_approvals_revision', 'approvals', ['invoice_id', 'revision'], unique=True)
    op.create_table('attendances',
    sa.Column('assignment_id', sa.BigInteger(), nullable=False),
    sa.Column('visit_id', sa.BigInteger(), nullable=False),
    sa.Column('technician_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('work_date', sa.Date(), nullable=False),
    sa.Column('server_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('device_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('latitude', sa.Double(), nullable=True),
    sa.Column('longitude', sa.Double(), nullable=True),
    sa.Column('accuracy_m', sa.Double(), nullable=True),
    sa.Column('distance_m', sa.Double(), nullable=True),
    sa.Column('outside_radius', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('client_key', sa.String(length=64), nullable=False),
    sa.Column('offline', sa.Boolean(), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("latitude IS NOT NULL OR reason <> ''", name=op.f('ck_attendances_position_or_reason')),
    sa.CheckConstraint('latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180', name=op.f('ck_attendances_on_earth')),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignments.id'], name=op.f('fk_attendances_assignment_id')),
    sa.ForeignKeyConstraint(['technician_id'], ['users.id'], name=op.f('fk_attendances_technician_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit_tickets.id'], name=op.f('fk_attendances_visit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendances')),
    sa.UniqueConstraint('client_key', name=op.f('uq_attendances_client_key'))
    )
    op.create_index('ix_attendances_technician_at', 'attendances', ['technician_id', 'server_at'], unique=False)
    op.create_index(op.f('ix_attendances_visit_id'), 'attendances', ['visit_id'], unique=False)
    op.create_index('uq_attendances_once_a_day', 'attendances', ['assignment_id', 'kind', 'work_date'], unique=True)
    op.create_table('emergency_alerts',
    sa.Column('visit_id', sa.BigInteger(), nullable=False),
    sa.Column('assignment_id', sa.BigInteger(), nullable=False),
    sa.Column('status', sa.String(length=32), nullable=False),
    sa.Column('raised_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('wait_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.BigInteger(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('minutes_lost', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignments.id'], name=op.f('fk_emergency_alerts_assignment_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['users.id'], name=op.f('fk_emergency_alerts_decided_by_id')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit_tickets.id'], name=op.f('fk_emergency_alerts_visit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_emergency_alerts'))
    )
    op.create_index('ix_emergency_alerts_raised_at_id', 'emergency_alerts', ['raised_at', 'id'], unique=False)
    op.create_index('ix_emergency_alerts_status_id', 'emergency_alerts', ['status', 'id'], unique=False)
    op.create_index(op.f('ix_emergency_alerts_visit_id'), 'emergency_alerts', ['visit_id'], unique=False)
    op.create_index('uq_emergency_alerts_one_open', 'emergency_alerts', ['assignment_id'], unique=True, postgresql_where=sa.text("status IN ('OPEN', 'WAITING')"))
    op.create_table('invoice_lines',
    sa.Column('invoice_id', sa.BigInteger(), nullable=False),
    sa.Column('price_item_id', sa.BigInteger(), nullable=True),
    sa.Column('position', sa.SmallInteger(), nullable=False),
    sa.Column('description', sa.String(length=300), nullable=False),
    sa.Column('unit', sa.String(length=20), nullable=False),
    sa.Column('quantity', sa.Numeric(precision=10, scale=2), nullable=False),
    sa.Column('base_price_idr', sa.BigInteger(), nullable=False),
    sa.Column('price_idr', sa.BigInteger(), nullable=False),
    sa.Column('amount_idr', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("quantity > 0 AND quantity <> 'NaN'", name=op.f('ck_invoice_lines_quantity')),
    sa.CheckConstraint('base_price_idr >= 0 AND price_idr >= 0 AND amount_idr >= 0', name=op.f('ck_invoice_lines_not_negative')),
    sa.ForeignKeyConstraint(['invoice_id'], ['invoices.id'], name=op.f('fk_invoice_lines_invoice_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['price_item_id'], ['price_items.id'], name=op.f('fk_invoice_lines_price_item_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invoice_lines'))
    )
    op.create_index(op.f('ix_invoice_lines_invoice_id'), 'invoice_lines', ['invoice_id'], unique=False)
    op.create_table('payments',
    sa.Column('invoice_id', sa.BigInteger(), nullable=False),
    sa.Column('method', sa.String(length=32), nullable=False),
    sa.Column('status', sa.String(length=32), nullable=False),
    sa.Column('amount_idr', sa.BigInteger(), nullable=False),
    sa.Column('paid_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('proof_file_id', sa.BigInteger(), nullable=True),
    sa.Column('proof_source_sha256', sa.String(length=64), nullable=False),
    sa.Column('same_proof_as_id', sa.BigInteger(), nullable=True),
    sa.Column('order_id', sa.String(length=50), nullable=True),
    sa.Column('transaction_id', sa.String(length=64), nullable=True),
    sa.Column('redirect_url', sa.String(length=300), nullable=False),
    sa.Column('check_due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('check_tries', sa.SmallInteger(), nullable=False),
    sa.Column('verified_by_id', sa.BigInteger(), nullable=True),
    sa.Column('verified_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('receipt_number', sa.String(length=30), nullable=True),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('amount_idr > 0', name=op.f('ck_payments_amount')),
    sa.ForeignKeyConstraint(['invoice_id'], ['invoices.id'], name=op.f('fk_payments_invoice_id')),
    sa.ForeignKeyConstraint(['proof_file_id'], ['stored_files.id'], name=op.f('fk_payments_proof_file_id')),
    sa.ForeignKeyConstraint(['same_proof_as_id'], ['payments.id'], name=op.f('fk_payments_same_proof_as_id')),
    sa.ForeignKeyConstraint(['verified_by_id'], ['users.id'], name=op.f('fk_payments_verified_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payments')),
    sa.UniqueConstraint('order_id', name=op.f('uq_payments_order_id')),
    sa.UniqueConstraint('receipt_number', name=op.f('uq_payments_receipt_number'))
    )
    op.create_index('ix_payments_check_due', 'payments', ['check_due_at'], unique=False, postgresql_where=sa.text('check_due_at IS NOT NULL'))
    op.create_index(op.f('ix_payments_invoice_id'), 'payments', ['invoice_id'], unique=False)
    op.create_index('ix_payments_proof_file', 'payments', ['proof_file_id'], unique=False, postgresql_where=sa.text('proof_file_id IS NOT NULL'))
    op.create_index('ix_payments_proof_source', 'payments', ['proof_source_sha256'], unique=False, postgresql_where=sa.text("proof_source_sha256 != ''"))
    op.create_index('ix_payments_paid_at', 'payments', ['paid_at'], unique=False, postgresql_where=sa.text("status = 'PAID'"))
    op.create_index('ix_payments_receipt_prefix', 'payments', ['receipt_number'], unique=False, postgresql_where=sa.text('receipt_number IS NOT NULL'), postgresql_ops={'receipt_number': 'text_pattern_ops'})
    op.create_index('ix_payments_amount_idr_id', 'payments', ['amount_idr', 'id'], unique=False)
    op.create_index('ix_payments_status_id', 'payments', ['status', 'id'], unique=False)
    op.create_table('rating_stars',
    sa.Column('rating_id', sa.BigInteger(), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('rated_role', sa.String(length=32), nullable=False),
    sa.Column('stars', sa.SmallInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('stars BETWEEN 1 AND 5', name=op.f('ck_rating_stars_stars')),
    sa.ForeignKeyConstraint(['rating_id'], ['visit_ratings.id'], name=op.f('fk_rating_stars_rating_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_rating_stars_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rating_stars'))
    )
    op.create_index(op.f('ix_rating_stars_user_id'), 'rating_stars', ['user_id'], unique=False)
    op.create_index('uq_rating_stars_once', 'rating_stars', ['rating_id', 'user_id', 'rated_role'], unique=True)
    op.create_table('customer_imports',
    sa.Column('file_name', sa.String(length=200), nullable=False),
    sa.Column('status', sa.String(length=32), nullable=False),
    sa.Column('rows', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('ignored_columns', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('uploaded_by_id', sa.BigInteger(), nullable=False),
    sa.Column('created_count', sa.Integer(), nullable=False),
    sa.Column('skipped_count', sa.Integer(), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("status IN ('PREVIEWED', 'DONE')", name=op.f('ck_customer_imports_status')),
    sa.ForeignKeyConstraint(['uploaded_by_id'], ['users.id'], name=op.f('fk_customer_imports_uploaded_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_customer_imports'))
    )
    op.create_index('ix_customer_imports_uploaded_by_id', 'customer_imports', ['uploaded_by_id', 'id'], unique=False)
    op.create_foreign_key("fk_documents_invoice_id", "documents", "invoices", ["invoice_id"], ["id"])
    op.create_foreign_key("fk_documents_payment_id", "documents", "payments", ["payment_id"], ["id"])
    op.create_check_constraint(op.f("ck_kpi_days_role"), "kpi_days", "role IN ('TECHNICIAN', 'CS', 'FIRM')")
    op.create_check_constraint(op.f("ck_outbox_messages_status"), "outbox_messages", "status IN ('WAITING', 'ADDRESSED', 'PARKED')")
    op.create_check_constraint(op.f("ck_price_items_kind"), "price_items", "kind IN ('LABOUR', 'MATERIAL', 'OTHER')")
    op.create_check_constraint(op.f("ck_users_role"), "users", "role IN ('ADMIN', 'CS', 'TECHNICIAN', 'SALES', 'MANAGER')")
    op.create_check_constraint(op.f("ck_users_status"), "users", "status IN ('ACTIVE', 'INACTIVE')")
    op.create_check_constraint(op.f("ck_users_locale"), "users", "locale IN ('id', 'en')")
    op.create_check_constraint(op.f("ck_customers_locale"), "customers", "locale IN ('id', 'en')")
    op.create_check_constraint(op.f("ck_customers_source"), "customers", "source IN ('MANUAL', 'WHATSAPP', 'IMPORT')")
    op.create_check_constraint(op.f("ck_customers_status"), "customers", "status IN ('ACTIVE', 'INACTIVE', 'DELETED')")
    op.create_check_constraint(op.f("ck_company_time_zone"), "company", "time_zone IN ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')")
    op.create_check_constraint(op.f("ck_sites_time_zone"), "sites", "time_zone IN ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')")
    op.create_check_constraint(op.f("ck_deliveries_channel"), "deliveries", "channel IN ('WHATSAPP', 'TELEGRAM', 'EMAIL')")
    op.create_check_constraint(op.f("ck_deliveries_status"), "deliveries", "status IN ('QUEUED', 'SENT', 'DELIVERED', 'READ', 'PARKED', 'SANDBOX', 'BY_HAND', 'NO_ADDRESS', 'CANCELLED')")
    op.create_check_constraint(op.f("ck_inbox_events_provider"), "inbox_events", "provider IN ('WHATSAPP', 'TELEGRAM', 'MIDTRANS')")
    op.create_check_constraint(op.f("ck_inbox_events_status"), "inbox_events", "status IN ('RECEIVED', 'APPLIED', 'IGNORED', 'FAILED')")
    op.create_check_constraint(op.f("ck_visit_tickets_priority"), "visit_tickets", "priority IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')")
    op.create_check_constraint(op.f("ck_visit_tickets_status"), "visit_tickets", "status IN ('DRAFT', 'OPEN', 'ASSIGNED', 'IN_PROGRESS', 'DONE', 'CLOSED', 'CANCELLED')")
    op.create_check_constraint(op.f("ck_assignments_source"), "assignments", "source IN ('POOL', 'TELEGRAM', 'DESK')")
    op.create_check_constraint(op.f("ck_assignments_release_reason"), "assignments", "release_reason IN ('REPLACED', 'CANCELLED', 'LEFT_EXTENSION', 'WITHDRAWN')")
    op.create_check_constraint(op.f("ck_claim_attempts_source"), "claim_attempts", "source IN ('POOL', 'TELEGRAM', 'DESK')")
    op.create_check_constraint(op.f("ck_claim_attempts_result"), "claim_attempts", "result IN ('WON', 'FULL', 'NOT_OPEN', 'TOO_EARLY', 'ALREADY_ON_IT', 'OVERLAP', 'ON_LEAVE', 'SKILL_MISSING')")
    op.create_check_constraint(op.f("ck_documents_kind"), "documents", "kind IN ('ASSIGNMENT_LETTER', 'DELIVERY_NOTE', 'HANDOVER_REPORT', 'WORK_PHOTO', 'SIGNATURE', 'INVOICE', 'RECEIPT')")
    op.create_check_constraint(op.f("ck_extension_requests_status"), "extension_requests", "status IN ('PENDING', 'APPROVED', 'REJECTED')")
    op.create_check_constraint(op.f("ck_invoices_status"), "invoices", "status IN ('DRAFT', 'PENDING', 'REVISION', 'APPROVED', 'SENT', 'PAID', 'VOID')")
    op.create_check_constraint(op.f("ck_queue_entries_status"), "queue_entries", "status IN ('WAITING', 'OFFERED', 'TAKEN', 'EXPIRED', 'LEFT')")
    op.create_check_constraint(op.f("ck_access_links_kind"), "access_links", "kind IN ('INVOICE', 'RATING')")
    op.create_check_constraint(op.f("ck_approvals_decision"), "approvals", "decision IN ('APPROVED', 'REJECTED', 'REPRICED')")
    op.create_check_constraint(op.f("ck_attendances_kind"), "attendances", "kind IN ('CHECK_IN', 'CHECK_OUT')")
    op.create_check_constraint(op.f("ck_emergency_alerts_status"), "emergency_alerts", "status IN ('OPEN', 'WAITING', 'CONTINUED', 'REPLACED', 'ARRIVED')")
    op.create_check_constraint(op.f("ck_payments_method"), "payments", "method IN ('TRANSFER', 'GATEWAY')")
    op.create_check_constraint(op.f("ck_payments_status"), "payments", "status IN ('PENDING', 'REVIEW', 'PAID', 'REJECTED', 'FAILED', 'REFUNDED')")
    op.create_check_constraint(op.f("ck_rating_stars_rated_role"), "rating_stars", "rated_role IN ('TECHNICIAN', 'CS')")
    op.create_check_constraint(op.f("ck_documents_phase"), "documents", "phase IN ('BEFORE', 'AFTER')")
    op.execute("""
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
        END $$
    """)
    for table in ("audit_entries", "claim_attempts"):
        op.execute(f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()")


def downgrade() -> None:
    op.drop_constraint("fk_documents_payment_id", "documents", type_="foreignkey")
    op.drop_constraint("fk_documents_invoice_id", "documents", type_="foreignkey")
    
    op.drop_index('ix_customer_imports_uploaded_by_id', table_name='customer_imports')
    op.drop_table('customer_imports')
    op.drop_index('uq_rating_stars_once', table_name='rating_stars')
    op.drop_index(op.f('ix_rating_stars_user_id'), table_name='rating_stars')
    op.drop_table('rating_stars')
    op.drop_index('ix_payments_status_id', table_name='payments')
    op.drop_index('ix_payments_proof_source', table_name='payments', postgresql_where=sa.text("proof_source_sha256 != ''"))
    op.drop_index('ix_payments_proof_file', table_name='payments', postgresql_where=sa.text('proof_file_id IS NOT NULL'))
    op.drop_index('ix_payments_check_due', table_name='payments', postgresql_where=sa.text('check_due_at IS NOT NULL'))
    op.drop_index('ix_payments_paid_at', table_name='payments', postgresql_where=sa.text("status = 'PAID'"))
    op.drop_index(op.f('ix_payments_invoice_id'), table_name='payments')
    op.drop_table('payments')
    op.drop_index(op.f('ix_invoice_lines_invoice_id'), table_name='invoice_lines')
    op.drop_table('invoice_lines')
    op.drop_index('uq_emergency_alerts_one_open', table_name='emergency_alerts', postgresql_where=sa.text("status IN ('OPEN', 'WAITING')"))
    op.drop_index(op.f('ix_emergency_alerts_visit_id'), table_name='emergency_alerts')
    op.drop_index('ix_emergency_alerts_status_id', table_name='emergency_alerts')
    op.drop_table('emergency_alerts')
    op.drop_index('uq_attendances_once_a_day', table_name='attendances')
    op.drop_index(op.f('ix_attendances_visit_id'), table_name='attendances')
    op.drop_index('ix_attendances_technician_at', table_name='attendances')
    op.drop_table('attendances')
    op.drop_index('uq_approvals_revision', table_name='approvals')
    op.drop_table('approvals')
    op.drop_index('uq_access_links_live_invoice', table_name='access_links', postgresql_where=sa.text('revoked_at IS NULL'))
    op.drop_index(op.f('ix_access_links_visit_id'), table_name='access_links')
    op.drop_table('access_links')
    op.drop_index(op.f('ix_visit_ratings_customer_id'), table_name='visit_ratings')
    op.drop_table('visit_ratings')
    op.drop_index('uq_queue_entries_position', table_name='queue_entries')
    op.drop_index('uq_queue_entries_once_in_line', table_name='queue_entries', postgresql_where=sa.text("status IN ('WAITING', 'OFFERED')"))
    op.drop_index(op.f('ix_queue_entries_technician_id'), table_name='queue_entries')
    op.drop_index('ix_queue_entries_expiry', table_name='queue_entries', postgresql_where=sa.text("status = 'OFFERED'"))
    op.drop_table('queue_entries')
    op.drop_index('uq_invoices_one_per_visit', table_name='invoices', postgresql_where=sa.text("status != 'VOID'"))
    op.drop_index('ix_invoices_status_id', table_name='invoices')
    op.drop_index('ix_invoices_due', table_name='invoices', postgresql_where=sa.text("status = 'SENT'"))
    op.drop_index('ix_invoices_customer_id', table_name='invoices')
    op.drop_table('invoices')
    op.drop_index('uq_extension_requests_one_pending', table_name='extension_requests', postgresql_where=sa.text("status = 'PENDING'"))
    op.drop_index(op.f('ix_extension_requests_visit_id'), table_name='extension_requests')
    op.drop_index('ix_extension_requests_status_id', table_name='extension_requests')
    op.drop_table('extension_requests')
    op.drop_index('uq_documents_number', table_name='documents', postgresql_where=sa.text('withdrawn_at IS NULL'))
    op.drop_index('ix_documents_visit_kind', table_name='documents')
    op.drop_index('ix_documents_to_render', table_name='documents', postgresql_where=sa.text('file_id IS NULL'))
    op.drop_index(op.f('ix_documents_payment_id'), table_name='documents')
    op.drop_index(op.f('ix_documents_invoice_id'), table_name='documents')
    op.drop_table('documents')
    op.drop_index('ix_claim_attempts_visit_id', table_name='claim_attempts')
    op.drop_index('ix_claim_attempts_technician_id', table_name='claim_attempts')
    op.drop_table('claim_attempts')
    op.drop_index('uq_assignments_one_place_each', table_name='assignments', postgresql_where=sa.text('released_at IS NULL'))
    op.drop_index('ix_assignments_visit_id', table_name='assignments')
    op.drop_index('ix_assignments_technician_id', table_name='assignments')
    op.drop_table('assignments')
    op.drop_index('ix_visit_tickets_status_start_id', table_name='visit_tickets')
    op.drop_index('ix_visit_tickets_status_id', table_name='visit_tickets')
    op.drop_index('ix_visit_tickets_start_id', table_name='visit_tickets')
    op.drop_index(op.f('ix_visit_tickets_site_id'), table_name='visit_tickets')
    op.drop_index('ix_visit_tickets_search', table_name='visit_tickets', postgresql_using='gin')
    op.drop_index('ix_visit_tickets_priority_id', table_name='visit_tickets')
    op.drop_index('ix_visit_tickets_customer_id', table_name='visit_tickets')
    op.drop_table('visit_tickets')
    op.drop_index('ix_inbox_events_status_id', table_name='inbox_events')
    op.drop_index('ix_inbox_events_due', table_name='inbox_events', postgresql_where=sa.text("status = 'RECEIVED'"))
    op.drop_index(op.f('ix_inbox_events_contact_id'), table_name='inbox_events')
    op.drop_table('inbox_events')
    op.drop_index(op.f('ix_deliveries_user_id'), table_name='deliveries')
    op.drop_index('ix_deliveries_status_id', table_name='deliveries')
    op.drop_index('ix_deliveries_provider_id', table_name='deliveries', postgresql_where=sa.text('provider_id IS NOT NULL'))
    op.drop_index('ix_deliveries_message_id', table_name='deliveries')
    op.drop_index('ix_deliveries_due', table_name='deliveries', postgresql_where=sa.text("status = 'QUEUED'"))
    op.drop_index('ix_deliveries_customer_id', table_name='deliveries')
    op.drop_index('ix_deliveries_contact_id', table_name='deliveries')
    op.drop_table('deliveries')
    op.drop_index(op.f('ix_contact_identities_contact_id'), table_name='contact_identities')
    op.drop_table('contact_identities')
    op.drop_index('ix_whatsapp_contacts_wants_person', table_name='whatsapp_contacts', postgresql_where=sa.text('wants_person_at IS NOT NULL'))
    op.drop_index(op.f('ix_whatsapp_contacts_phone_e164'), table_name='whatsapp_contacts')
    op.drop_index(op.f('ix_whatsapp_contacts_customer_id'), table_name='whatsapp_contacts')
    op.drop_table('whatsapp_contacts')
    op.drop_index(op.f('ix_sites_customer_id'), table_name='sites')
    op.drop_table('sites')
    op.drop_table('company')
    op.drop_index(op.f('ix_user_skills_skill_id'), table_name='user_skills')
    op.drop_table('user_skills')
    op.drop_index(op.f('ix_telegram_links_user_id'), table_name='telegram_links')
    op.drop_table('telegram_links')
    op.drop_index(op.f('ix_stored_files_sha256'), table_name='stored_files')
    op.drop_table('stored_files')
    op.drop_index('uq_saved_filters_name', table_name='saved_filters')
    op.drop_table('saved_filters')
    op.drop_index(op.f('ix_leaves_user_id'), table_name='leaves')
    op.drop_table('leaves')
    op.drop_index('uq_customers_phone_active', table_name='customers', postgresql_where=sa.text('deleted_at IS NULL'))
    op.drop_index('ix_customers_status_id', table_name='customers')
    op.drop_index('ix_customers_search', table_name='customers', postgresql_using='gin')
    op.drop_index('ix_customers_phone_prefix', table_name='customers', postgresql_ops={'phone_e164': 'text_pattern_ops'})
    op.drop_index('ix_customers_name_lower_id', table_name='customers')
    op.drop_table('customers')
    op.drop_index('ix_audit_entries_thing', table_name='audit_entries')
    op.drop_index(op.f('ix_audit_entries_actor_id'), table_name='audit_entries')
    op.drop_table('audit_entries')
    op.drop_table('whatsapp_templates')
    op.drop_index('uq_users_username_lower', table_name='users')
    op.drop_index('uq_users_phone_active', table_name='users', postgresql_where=sa.text("status = 'ACTIVE'"))
    op.drop_index('uq_users_email_lower', table_name='users')
    op.drop_index('ix_users_role_status', table_name='users')
    op.drop_table('users')
    op.drop_table('skills')
    op.drop_table('price_items')
    op.drop_index(op.f('ix_outbox_messages_visit_id'), table_name='outbox_messages')
    op.drop_index('ix_outbox_messages_status_id', table_name='outbox_messages')
    op.drop_index(op.f('ix_outbox_messages_invoice_id'), table_name='outbox_messages')
    op.drop_index('ix_outbox_messages_due', table_name='outbox_messages', postgresql_where=sa.text("status = 'WAITING'"))
    op.drop_table('outbox_messages')
    op.drop_table('number_series')
    op.drop_table('kpi_touched')
    op.drop_table('kpi_days')
    op.drop_index('uq_idempotency_keys_scope_key', table_name='idempotency_keys')
    op.drop_table('idempotency_keys')
    
    op.execute("DROP FUNCTION refuse_change() CASCADE")
