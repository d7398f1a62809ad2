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
    op.execute("CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON exp_entries FOR EACH ROW EXECUTE FUNCTION refuse_change()")
    op.execute(ADD_TO_TOTALS)
    op.execute("CREATE TRIGGER totals AFTER INSERT ON exp_entries FOR EACH ROW EXECUTE FUNCTION add_exp_to_totals()")
    levels = sa.table("exp_levels", sa.column("name", sa.String), sa.column("from_points", sa.Integer))
    op.bulk_insert(levels, [{"name": name, "from_points": points} for name, points in LEVELS])


def downgrade() -> None:
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
