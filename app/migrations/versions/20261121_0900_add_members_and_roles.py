"""add members and roles"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint(op.f("ck_users_role"), "users")
    op.create_check_constraint(
        op.f("ck_users_role"),
        "users",
        "role IN ('ADMIN', 'CS', 'TECHNICIAN', 'SALES', 'MANAGER', 'MEMBER', 'DEVELOPER', 'DEVOPS', 'PRODUCT')",
    )
    op.create_table('email_changes',
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('is_known', sa.Boolean(), nullable=False),
    sa.Column('token_sha256', sa.String(length=64), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_email_changes_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_email_changes')),
    sa.UniqueConstraint('token_sha256', name=op.f('uq_email_changes_token_sha256'))
    )
    op.create_index('ix_email_changes_created_at', 'email_changes', ['created_at'], unique=False)
    op.create_index(op.f('ix_email_changes_user_id'), 'email_changes', ['user_id'], unique=False)
    op.create_table('signups',
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('username', sa.String(length=40), nullable=True),
    sa.Column('password_hash', sa.String(length=255), nullable=False),
    sa.Column('locale', sa.String(length=32), nullable=False),
    sa.Column('is_known', sa.Boolean(), nullable=False),
    sa.Column('token_sha256', sa.String(length=64), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('mails', sa.SmallInteger(), nullable=False),
    sa.Column('last_mail_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('user_id', sa.BigInteger(), nullable=True),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("locale IN ('id', 'en')", name=op.f('ck_signups_locale')),
    sa.CheckConstraint('(confirmed_at IS NULL) = (user_id IS NULL)', name=op.f('ck_signups_confirmed')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_signups_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signups')),
    sa.UniqueConstraint('token_sha256', name=op.f('uq_signups_token_sha256'))
    )
    op.create_index('ix_signups_created_at', 'signups', ['created_at'], unique=False)
    op.create_index('ix_signups_email_lower', 'signups', [sa.literal_column('lower(email)'), 'id'], unique=False)
    op.create_index(op.f('ix_signups_user_id'), 'signups', ['user_id'], unique=False)
    op.create_table('account_claims',
    sa.Column('ticket_sha256', sa.String(length=64), nullable=False),
    sa.Column('asked_sha256', sa.String(length=64), nullable=False),
    sa.Column('customer_id', sa.BigInteger(), nullable=True),
    sa.Column('user_id', sa.BigInteger(), nullable=True),
    sa.Column('is_known', sa.Boolean(), nullable=False),
    sa.Column('code_hash', sa.String(length=255), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('tries', sa.SmallInteger(), nullable=False),
    sa.Column('proved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('proved_at IS NULL OR customer_id IS NOT NULL', name=op.f('ck_account_claims_proved_for_somebody')),
    sa.CheckConstraint('tries BETWEEN 0 AND 5', name=op.f('ck_account_claims_tries')),
    sa.CheckConstraint('used_at IS NULL OR proved_at IS NOT NULL', name=op.f('ck_account_claims_proved_before_used')),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_account_claims_customer_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_account_claims_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_claims')),
    sa.UniqueConstraint('ticket_sha256', name=op.f('uq_account_claims_ticket_sha256'))
    )
    op.create_index('ix_account_claims_asked', 'account_claims', ['asked_sha256', 'created_at'], unique=False)
    op.create_index('ix_account_claims_created_at', 'account_claims', ['created_at'], unique=False)
    op.create_index(op.f('ix_account_claims_customer_id'), 'account_claims', ['customer_id'], unique=False)
    op.create_index(op.f('ix_account_claims_user_id'), 'account_claims', ['user_id'], unique=False)
    op.add_column('users', sa.Column('email_verified_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('users', sa.Column('customer_id', sa.BigInteger(), nullable=True))
    op.add_column('users', sa.Column('photo_id', sa.BigInteger(), nullable=True))
    op.create_unique_constraint(op.f('uq_users_customer_id'), 'users', ['customer_id'])
    op.create_foreign_key(op.f('fk_users_customer_id'), 'users', 'customers', ['customer_id'], ['id'], use_alter=True)
    op.create_foreign_key(op.f('fk_users_photo_id'), 'users', 'stored_files', ['photo_id'], ['id'], use_alter=True)


def downgrade() -> None:
    op.drop_constraint(op.f('fk_users_photo_id'), 'users', type_='foreignkey')
    op.drop_constraint(op.f('fk_users_customer_id'), 'users', type_='foreignkey')
    op.drop_constraint(op.f('uq_users_customer_id'), 'users', type_='unique')
    op.drop_column('users', 'photo_id')
    op.drop_column('users', 'customer_id')
    op.drop_column('users', 'email_verified_at')
    op.drop_index(op.f('ix_account_claims_user_id'), table_name='account_claims')
    op.drop_index(op.f('ix_account_claims_customer_id'), table_name='account_claims')
    op.drop_index('ix_account_claims_created_at', table_name='account_claims')
    op.drop_index('ix_account_claims_asked', table_name='account_claims')
    op.drop_table('account_claims')
    op.drop_index(op.f('ix_signups_user_id'), table_name='signups')
    op.drop_index('ix_signups_email_lower', table_name='signups')
    op.drop_index('ix_signups_created_at', table_name='signups')
    op.drop_table('signups')
    op.drop_index(op.f('ix_email_changes_user_id'), table_name='email_changes')
    op.drop_index('ix_email_changes_created_at', table_name='email_changes')
    op.drop_table('email_changes')
    op.drop_constraint(op.f("ck_users_role"), "users")
    op.create_check_constraint(op.f("ck_users_role"), "users", "role IN ('ADMIN', 'CS', 'TECHNICIAN', 'SALES', 'MANAGER')")
