"""Fields of the desk's own on tickets of a kind."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "support_fields"
down_revision = "announcements"
branch_labels = None
depends_on = None

KINDS = "'QUESTION', 'PROBLEM', 'REQUEST', 'COMPLAINT', 'SECURITY'"


def upgrade() -> None:
    op.create_table(
        "support_fields",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("name_en", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(32), nullable=True),
        sa.Column("value_type", sa.String(32), nullable=False),
        sa.Column("choices", postgresql.ARRAY(sa.String(80)), server_default="{}", nullable=False),
        sa.Column("choices_en", postgresql.ARRAY(sa.String(80)), server_default="{}", nullable=False),
        sa.Column("is_required", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("for_customer", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("position", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_support_fields_kind")),
        sa.CheckConstraint(
            "value_type IN ('TEXT', 'NUMBER', 'DATE', 'CHOICE')", name=op.f("ck_support_fields_value_type")
        ),
        sa.CheckConstraint(
            "(value_type = 'CHOICE') = (cardinality(choices) > 0)", name=op.f("ck_support_fields_choices")
        ),
        sa.CheckConstraint(
            "cardinality(choices) = cardinality(choices_en)", name=op.f("ck_support_fields_both_languages")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_fields")),
    )
    op.add_column(
        "support_tickets", sa.Column("fields", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False)
    )
    op.create_index(
        "ix_support_tickets_fields",
        "support_tickets",
        ["fields"],
        postgresql_using="gin",
        postgresql_ops={"fields": "jsonb_path_ops"},
        postgresql_where=sa.text("fields <> '{}'"),
    )


def downgrade() -> None:
    op.drop_index("ix_support_tickets_fields", table_name="support_tickets")
    op.drop_column("support_tickets", "fields")
    op.drop_table("support_fields")
