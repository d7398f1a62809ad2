"""Rules for assignment and the tickets they fired for; team leads; escalation of forgotten tickets."""

import sqlalchemy as sa
from alembic import op

revision = "support_rules"
down_revision = "help_centre"
branch_labels = None
depends_on = None


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), server_default="", nullable=False)


def _one_of(table: str, column: str, values: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} IN ({values})", name=op.f(f"ck_{table}_{column}"))


def upgrade() -> None:
    op.create_table(
        "support_rules",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=True),
        sa.Column("source", sa.String(32), nullable=True),
        sa.Column("locale", sa.String(32), nullable=True),
        sa.Column("hours", sa.String(32), nullable=True),
        _text("tag", 40),
        _text("words", 200),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("customer_id", "team_id", "assignee_id")),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        _one_of("support_rules", "status", "'DRAFT', 'ACTIVE'"),
        _one_of("support_rules", "kind", "'QUESTION', 'PROBLEM', 'REQUEST', 'COMPLAINT', 'SECURITY'"),
        _one_of("support_rules", "source", "'DESK', 'FEEDBACK', 'PORTAL', 'WHATSAPP', 'EMAIL', 'API'"),
        _one_of("support_rules", "locale", "'id', 'en'"),
        _one_of("support_rules", "hours", "'WITHIN', 'OUTSIDE'"),
        sa.CheckConstraint("num_nonnulls(team_id, assignee_id) > 0", name=op.f("ck_support_rules_goes_somewhere")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_support_rules_customer_id")),
        sa.ForeignKeyConstraint(["team_id"], ["support_teams.id"], name=op.f("fk_support_rules_team_id")),
        sa.ForeignKeyConstraint(["assignee_id"], ["users.id"], name=op.f("fk_support_rules_assignee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_rules")),
        sa.UniqueConstraint("name", name=op.f("uq_support_rules_name")),
    )
    op.create_index("ix_support_rules_position", "support_rules", ["position", "id"])
    for column in ("customer_id", "team_id", "assignee_id"):
        op.create_index(f"ix_support_rules_{column}", "support_rules", [column])
    op.create_table(
        "support_rule_hits",
        sa.Column("rule_id", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["support_rules.id"], name=op.f("fk_support_rule_hits_rule_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["support_tickets.id"], name=op.f("fk_support_rule_hits_ticket_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_rule_hits")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_support_rule_hits_ticket_id")),
    )
    op.create_index("ix_support_rule_hits_rule_id", "support_rule_hits", ["rule_id", "id"])
    op.add_column("support_teams", sa.Column("lead_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_support_teams_lead_id"), "support_teams", "users", ["lead_id"], ["id"], ondelete="SET NULL"
    )
    op.create_index("ix_support_teams_lead_id", "support_teams", ["lead_id"])
    op.add_column("support_settings", sa.Column("forgotten_hours", sa.SmallInteger(), nullable=True))
    op.create_check_constraint("forgotten_hours", "support_settings", "forgotten_hours BETWEEN 1 AND 400")
    op.add_column("support_tickets", sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True))
    ours = sa.text("status IN ('NEW', 'ASSIGNED', 'IN_PROGRESS')")
    op.create_index("ix_support_tickets_untouched", "support_tickets", ["updated_at"], postgresql_where=ours)


def downgrade() -> None:
    op.drop_index("ix_support_tickets_untouched", "support_tickets")
    op.drop_column("support_tickets", "escalated_at")
    op.drop_column("support_settings", "forgotten_hours")
    op.drop_column("support_teams", "lead_id")
    op.drop_table("support_rule_hits")
    op.drop_table("support_rules")
