"""What Sigap does for itself: runs, sizes, slow queries, retention, dependencies, compatibility, reports."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "own_upkeep"
down_revision = "maintenance_records"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "care_runs",
        sa.Column("task", sa.String(length=32), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ms", sa.Integer(), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "task IN ('VACUUM', 'INDEXES', 'RETENTION', 'ORPHANS', 'SIZES', 'DEPENDENCIES')",
            name=op.f("ck_care_runs_task"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_runs")),
    )
    op.create_index("ix_care_runs_task_id", "care_runs", ["task", "id"])
    op.create_table(
        "compatibilities",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("versions", sa.String(length=80), server_default="", nullable=False),
        sa.Column("fit", sa.String(length=32), nullable=False),
        sa.Column("tried_date", sa.Date(), nullable=True),
        sa.Column("notes", sa.String(length=500), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("fit IN ('WORKS', 'PARTLY', 'FAILS', 'UNTRIED')", name=op.f("ck_compatibilities_fit")),
        sa.CheckConstraint("kind IN ('BROWSER', 'SYSTEM', 'DEVICE')", name=op.f("ck_compatibilities_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compatibilities")),
        sa.UniqueConstraint("kind", "name", "versions", name=op.f("uq_compatibilities_kind_name_versions")),
    )
    op.create_table(
        "dependencies",
        sa.Column("ecosystem", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("installed", sa.String(length=80), nullable=False),
        sa.Column("latest", sa.String(length=80), nullable=True),
        sa.Column("behind", sa.Integer(), nullable=True),
        sa.Column("licence", sa.String(length=120), server_default="", nullable=False),
        sa.Column("vulnerabilities", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "ecosystem IN ('PYTHON', 'NPM', 'SYSTEM', 'SERVER')", name=op.f("ck_dependencies_ecosystem")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dependencies")),
        sa.UniqueConstraint("ecosystem", "name", name=op.f("uq_dependencies_ecosystem_name")),
    )
    op.create_table(
        "retention_choices",
        sa.Column("from_table", sa.String(length=63), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("days BETWEEN 1 AND 36600", name=op.f("ck_retention_choices_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_choices")),
        sa.UniqueConstraint("from_table", name=op.f("uq_retention_choices_from_table")),
    )
    op.create_table(
        "size_samples",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=63), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("row_count", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_size_samples")),
        sa.UniqueConstraint("name", "day", name=op.f("uq_size_samples_name_day")),
    )
    op.create_index("ix_size_samples_day", "size_samples", ["day"])
    op.create_table(
        "slow_queries",
        sa.Column("query_sha256", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("longest_ms", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slow_queries")),
        sa.UniqueConstraint("query_sha256", name=op.f("uq_slow_queries_query_sha256")),
    )
    op.create_index(op.f("ix_slow_queries_last_at"), "slow_queries", ["last_at"])
    op.create_table(
        "maintenance_months",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name=op.f("fk_maintenance_months_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_maintenance_months")),
        sa.UniqueConstraint("month", name=op.f("uq_maintenance_months_month")),
    )


def downgrade() -> None:
    op.drop_table("maintenance_months")
    op.drop_table("slow_queries")
    op.drop_table("size_samples")
    op.drop_table("retention_choices")
    op.drop_table("dependencies")
    op.drop_table("compatibilities")
    op.drop_table("care_runs")
