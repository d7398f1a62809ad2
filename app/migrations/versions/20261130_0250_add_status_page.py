"""What the status page shows, and planned maintenance."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "add_status_page"
down_revision = "support_agents"
branch_labels = None
depends_on = None


def upgrade() -> None:
        op.create_table('planned_maintenances',
        sa.Column('title', sa.String(length=150), nullable=False),
        sa.Column('text', sa.Text(), server_default='', nullable=False),
        sa.Column('component_ids', postgresql.ARRAY(sa.BigInteger()), server_default='{}', nullable=False),
        sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('announced_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('began_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('status', sa.String(length=32), server_default='SCHEDULED', nullable=False),
        sa.Column('outcome', sa.String(length=2000), server_default='', nullable=False),
        sa.Column('created_by_id', sa.BigInteger(), nullable=True),
        sa.Column('version', sa.Integer(), server_default='1', nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.Column('id', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.CheckConstraint("status IN ('SCHEDULED', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED')", name=op.f('ck_planned_maintenances_status')),
        sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_planned_maintenances_order')),
        sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_planned_maintenances_created_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_planned_maintenances'))
        )
        op.create_index('ix_planned_maintenances_ends_at', 'planned_maintenances', ['ends_at'], unique=False)
        op.create_index('ix_planned_maintenances_status_id', 'planned_maintenances', ['status', 'id'], unique=False)
        op.create_table('status_components',
        sa.Column('name', sa.String(length=80), nullable=False),
        sa.Column('group_name', sa.String(length=80), server_default='', nullable=False),
        sa.Column('description', sa.String(length=300), server_default='', nullable=False),
        sa.Column('position', sa.Integer(), server_default='0', nullable=False),
        sa.Column('check_id', sa.BigInteger(), nullable=True),
        sa.Column('hand_state', sa.String(length=32), server_default='operational', nullable=False),
        sa.Column('hand_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('version', sa.Integer(), server_default='1', nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.Column('id', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.CheckConstraint("hand_state IN ('operational', 'under_maintenance', 'degraded_performance', 'partial_outage', 'major_outage')", name=op.f('ck_status_components_hand_state')),
        sa.ForeignKeyConstraint(['check_id'], ['checks.id'], name=op.f('fk_status_components_check_id'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_status_components')),
        sa.UniqueConstraint('name', name=op.f('uq_status_components_name'))
        )


def downgrade() -> None:
        op.drop_table('status_components')
        op.drop_index('ix_planned_maintenances_status_id', table_name='planned_maintenances')
        op.drop_index('ix_planned_maintenances_ends_at', table_name='planned_maintenances')
        op.drop_table('planned_maintenances')
