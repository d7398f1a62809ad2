"""Teams of the desk, followers, links, time spent, and tickets split from others."""

import sqlalchemy as sa
from alembic import op

revision = "support_teams"
down_revision = "add_release_validations"
branch_labels = None
depends_on = None


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        *parts,
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _reference(table: str, column: str, target: str, **more: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), **more)


def upgrade() -> None:
    _table(
        "support_teams",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.UniqueConstraint("name", name=op.f("uq_support_teams_name")),
    )
    _table(
        "support_team_members",
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        _reference("support_team_members", "team_id", "support_teams", ondelete="CASCADE"),
        _reference("support_team_members", "user_id", "users", ondelete="CASCADE"),
    )
    members = "uq_support_team_members_team_id_user_id"
    op.create_index(members, "support_team_members", ["team_id", "user_id"], unique=True)
    op.create_index("ix_support_team_members_user_id", "support_team_members", ["user_id"])
    _table(
        "support_followers",
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        _reference("support_followers", "ticket_id", "support_tickets", ondelete="CASCADE"),
        _reference("support_followers", "user_id", "users", ondelete="CASCADE"),
    )
    op.create_index("uq_support_followers_ticket_id_user_id", "support_followers", ["ticket_id", "user_id"], unique=True)
    op.create_index("ix_support_followers_user_id", "support_followers", ["user_id", "ticket_id"])
    _add_links()
    _table(
        "support_time_entries",
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=False),
        sa.Column("about", sa.String(200), server_default="", nullable=False),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f("ck_support_time_entries_minutes")),
        _reference("support_time_entries", "ticket_id", "support_tickets", ondelete="CASCADE"),
        _reference("support_time_entries", "user_id", "users"),
    )
    op.create_index("ix_support_time_entries_ticket_id", "support_time_entries", ["ticket_id", "id"])
    op.create_index("ix_support_time_entries_user_id", "support_time_entries", ["user_id", "id"])
    _add_columns()


def _add_links() -> None:
    targets = {"bug_id": "bug_reports", "visit_id": "visit_tickets", "invoice_id": "invoices", "release_id": "releases"}
    _table(
        "support_links",
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        *(sa.Column(column, sa.BigInteger(), nullable=True) for column in targets),
        sa.CheckConstraint(
            "num_nonnulls(bug_id, visit_id, invoice_id, release_id) = 1", name=op.f("ck_support_links_one_target")
        ),
        _reference("support_links", "ticket_id", "support_tickets", ondelete="CASCADE"),
        *(_reference("support_links", column, table) for column, table in targets.items()),
    )
    for column in targets:
        op.create_index(f"uq_support_links_{column}", "support_links", [column, "ticket_id"], unique=True)
    op.create_index("ix_support_links_ticket_id", "support_links", ["ticket_id"])


def _add_columns() -> None:
    for column, target, more in (
        ("team_id", "support_teams", {"ondelete": "SET NULL"}),
        ("split_from_id", "support_tickets", {}),
    ):
        op.add_column("support_tickets", sa.Column(column, sa.BigInteger(), nullable=True))
        name = op.f(f"fk_support_tickets_{column}")
        op.create_foreign_key(name, "support_tickets", target, [column], ["id"], **more)
    some = sa.text("team_id IS NOT NULL")
    op.create_index("ix_support_tickets_team_id", "support_tickets", ["team_id", "id"], postgresql_where=some)
    some = sa.text("split_from_id IS NOT NULL")
    op.create_index("ix_support_tickets_split_from_id", "support_tickets", ["split_from_id"], postgresql_where=some)


def downgrade() -> None:
    op.drop_column("support_tickets", "split_from_id")
    op.drop_column("support_tickets", "team_id")
    for table in (
        "support_time_entries",
        "support_links",
        "support_followers",
        "support_team_members",
        "support_teams",
    ):
        op.drop_table(table)
