"""Public posts about the company and where they are looked for; tickets from them; events of Meta's page webhook."""

import sqlalchemy as sa
from alembic import op

revision = "social_media"
down_revision = "error_groups"
branch_labels = None
depends_on = None

SOURCES = "'DESK', 'FEEDBACK', 'PORTAL', 'WHATSAPP', 'EMAIL', 'API', 'CHAT', 'FORUM'"
PROVIDERS = "'WHATSAPP', 'TELEGRAM', 'MIDTRANS', 'SENDGRID', 'CLERK', 'MAIL'"


def _allow(sources: str, providers: str) -> None:
    for table in ("support_tickets", "support_rules"):
        op.drop_constraint(op.f(f"ck_{table}_source"), table, type_="check")
        op.create_check_constraint(op.f(f"ck_{table}_source"), table, f"source IN ({sources})")
    op.drop_constraint(op.f("ck_inbox_events_provider"), "inbox_events", type_="check")
    op.create_check_constraint(op.f("ck_inbox_events_provider"), "inbox_events", f"provider IN ({providers})")


def upgrade() -> None:
    words = {"server_default": "", "nullable": False}
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "social_sources",
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("address", sa.String(500), nullable=False),
        sa.Column("opens_tickets", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("last_id", sa.String(64), **words),
        sa.Column("polled_at", moment, nullable=True),
        sa.Column("poll_error", sa.String(300), **words),
        sa.Column("updated_at", moment, server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", moment, server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("kind IN ('MASTODON', 'FEED')", name=op.f("ck_social_sources_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_social_sources")),
        sa.UniqueConstraint("address", name=op.f("uq_social_sources_address")),
    )
    op.create_table(
        "social_posts",
        sa.Column("network", sa.String(32), nullable=False),
        sa.Column("external_id", sa.String(300), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=True),
        sa.Column("author", sa.String(120), **words),
        sa.Column("author_id", sa.String(120), **words),
        sa.Column("url", sa.String(600), **words),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("posted_at", moment, nullable=False),
        sa.Column("is_message", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("is_withdrawn", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("status", sa.String(32), server_default="NEW", nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", moment, server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", moment, server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "network IN ('MASTODON', 'FEED', 'FACEBOOK', 'INSTAGRAM', 'TIKTOK', 'X', 'OTHER')",
            name=op.f("ck_social_posts_network"),
        ),
        sa.CheckConstraint("status IN ('NEW', 'TICKET', 'IGNORED')", name=op.f("ck_social_posts_status")),
        sa.CheckConstraint("(status = 'TICKET') = (ticket_id IS NOT NULL)", name=op.f("ck_social_posts_ticket")),
        sa.ForeignKeyConstraint(
            ["source_id"], ["social_sources.id"], name=op.f("fk_social_posts_source_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["support_tickets.id"], name=op.f("fk_social_posts_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_social_posts")),
        sa.UniqueConstraint("network", "external_id", name="uq_social_posts_network_external_id"),
    )
    op.create_index("ix_social_posts_status_id", "social_posts", ["status", "id"])
    op.create_index("ix_social_posts_network_id", "social_posts", ["network", "id"])
    op.create_index(
        "ix_social_posts_ticket_id", "social_posts", ["ticket_id"], postgresql_where=sa.text("ticket_id IS NOT NULL")
    )
    op.create_index(
        "ix_social_posts_author",
        "social_posts",
        ["network", "author_id", "id"],
        postgresql_where=sa.text("author_id <> ''"),
    )
    _allow(f"{SOURCES}, 'SOCIAL'", f"{PROVIDERS}, 'META'")


def downgrade() -> None:
    op.execute("UPDATE support_tickets SET source = 'DESK' WHERE source = 'SOCIAL'")
    op.execute("DELETE FROM support_rules WHERE source = 'SOCIAL'")
    op.execute("DELETE FROM inbox_events WHERE provider = 'META'")
    _allow(SOURCES, PROVIDERS)
    op.drop_table("social_posts")
    op.drop_table("social_sources")
