"""Announcements, templates of public updates, and English words where they are read outside."""

import sqlalchemy as sa
from alembic import op

revision = "announcements"
down_revision = "own_upkeep"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "update_templates",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("text", sa.String(length=5000), nullable=False),
        sa.Column("text_en", sa.String(length=5000), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_update_templates")),
        sa.UniqueConstraint("name", name=op.f("uq_update_templates_name")),
    )
    op.create_table(
        "announcements",
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("title_en", sa.String(length=150), server_default="", nullable=False),
        sa.Column("text", sa.String(length=2000), server_default="", nullable=False),
        sa.Column("text_en", sa.String(length=2000), server_default="", nullable=False),
        sa.Column("tone", sa.String(length=32), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("tone IN ('INFO', 'WARNING')", name=op.f("ck_announcements_tone")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_announcements_order")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_announcements_created_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    op.create_index("ix_announcements_starts_at_ends_at", "announcements", ["starts_at", "ends_at"])
    op.add_column("incidents", sa.Column("title_en", sa.String(length=150), server_default="", nullable=False))
    op.add_column(
        "planned_maintenances", sa.Column("title_en", sa.String(length=150), server_default="", nullable=False)
    )
    op.add_column("planned_maintenances", sa.Column("text_en", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("planned_maintenances", "text_en")
    op.drop_column("planned_maintenances", "title_en")
    op.drop_column("incidents", "title_en")
    op.drop_table("announcements")
    op.drop_table("update_templates")
