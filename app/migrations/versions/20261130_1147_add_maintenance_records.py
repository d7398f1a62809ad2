"""Records of maintenance, their checklists, and rules that repeat them."""

import sqlalchemy as sa
from alembic import op

revision = "maintenance_records"
down_revision = "reports_on_the_desk"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "maintenance_rules",
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("lead_days", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("checklist", sa.Text(), server_default="", nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("made", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "topic IN ("
            "'UPDATE', 'SECURITY_PATCH', 'DATABASE', 'LOGS', "
            "'HEALTH', 'BUG', 'COMPATIBILITY', 'REGULATION', "
            "'PERFORMANCE', 'REFACTORING')",
            name=op.f("ck_maintenance_rules_topic"),
        ),
        sa.CheckConstraint("unit IN ('DAY', 'WEEK', 'MONTH', 'YEAR')", name=op.f("ck_maintenance_rules_unit")),
        sa.CheckConstraint("every BETWEEN 1 AND 365", name=op.f("ck_maintenance_rules_every")),
        sa.CheckConstraint("lead_days BETWEEN 0 AND 90", name=op.f("ck_maintenance_rules_lead_days")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_maintenance_rules_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_maintenance_rules")),
    )
    op.create_table(
        "maintenance_records",
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.String(length=32), server_default="PLANNED", nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("available_date", sa.Date(), nullable=True),
        sa.Column("applied_date", sa.Date(), nullable=True),
        sa.Column("figure_name", sa.String(length=80), server_default="", nullable=False),
        sa.Column("figure_before", sa.Double(), nullable=True),
        sa.Column("figure_after", sa.Double(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=2000), server_default="", nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rule_id", sa.BigInteger(), nullable=True),
        sa.Column("bug_id", sa.BigInteger(), nullable=True),
        sa.Column("release_id", sa.BigInteger(), nullable=True),
        sa.Column("plan_id", sa.BigInteger(), nullable=True),
        sa.Column("created_by_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "(status = 'DONE') = (finished_at IS NOT NULL)", name=op.f("ck_maintenance_records_finished")
        ),
        sa.CheckConstraint(
            "kind IN ('PREVENTIVE', 'CORRECTIVE', 'ADAPTIVE', 'PERFECTIVE')", name=op.f("ck_maintenance_records_kind")
        ),
        sa.CheckConstraint(
            "status IN ('PLANNED', 'IN_PROGRESS', 'DONE', 'CANCELLED')", name=op.f("ck_maintenance_records_status")
        ),
        sa.CheckConstraint(
            "topic IN ("
            "'UPDATE', 'SECURITY_PATCH', 'DATABASE', 'LOGS', "
            "'HEALTH', 'BUG', 'COMPATIBILITY', 'REGULATION', "
            "'PERFORMANCE', 'REFACTORING')",
            name=op.f("ck_maintenance_records_topic"),
        ),
        sa.CheckConstraint(
            "applied_date IS NULL OR applied_date >= available_date", name=op.f("ck_maintenance_records_patch")
        ),
        sa.ForeignKeyConstraint(["bug_id"], ["bug_reports.id"], name=op.f("fk_maintenance_records_bug_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_maintenance_records_created_by_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_maintenance_records_owner_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["planned_maintenances.id"], name=op.f("fk_maintenance_records_plan_id")),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name=op.f("fk_maintenance_records_release_id")),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["maintenance_rules.id"], name=op.f("fk_maintenance_records_rule_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_maintenance_records")),
        sa.UniqueConstraint("number", name=op.f("uq_maintenance_records_number")),
        sa.UniqueConstraint("plan_id", name=op.f("uq_maintenance_records_plan_id")),
        sa.UniqueConstraint("rule_id", "due_date", name=op.f("uq_maintenance_records_rule_id_due_date")),
    )
    op.create_index(op.f("ix_maintenance_records_bug_id"), "maintenance_records", ["bug_id"])
    op.create_index("ix_maintenance_records_finished_at", "maintenance_records", ["finished_at"])
    op.create_index("ix_maintenance_records_kind_id", "maintenance_records", ["kind", "id"])
    op.create_index(
        "ix_maintenance_records_number_prefix",
        "maintenance_records",
        ["number"],
        postgresql_ops={"number": "text_pattern_ops"},
    )
    op.create_index(op.f("ix_maintenance_records_release_id"), "maintenance_records", ["release_id"])
    op.create_index("ix_maintenance_records_status_id", "maintenance_records", ["status", "id"])
    op.create_index(
        "ix_maintenance_records_status_rank",
        "maintenance_records",
        [sa.literal_column("array_position('{PLANNED,IN_PROGRESS,DONE,CANCELLED}'::varchar[], status)"), "id"],
    )
    op.create_table(
        "maintenance_items",
        sa.Column("record_id", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["done_by_id"], ["users.id"], name=op.f("fk_maintenance_items_done_by_id")),
        sa.ForeignKeyConstraint(["record_id"], ["maintenance_records.id"], name=op.f("fk_maintenance_items_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_maintenance_items")),
    )
    op.create_index(op.f("ix_maintenance_items_record_id"), "maintenance_items", ["record_id"])


def downgrade() -> None:
    op.drop_table("maintenance_items")
    op.drop_table("maintenance_records")
    op.drop_table("maintenance_rules")
