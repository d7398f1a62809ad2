"""Files of the composers: of drafts, of answers on their way, and of what was sent."""

import sqlalchemy as sa
from alembic import op

revision = "composer_files"
down_revision = "repeated_events"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "composer_files",
        sa.Column("thing", sa.String(length=40), nullable=False),
        sa.Column("thing_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("held_id", sa.BigInteger(), nullable=True),
        sa.Column("entry_id", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("kind IN ('ANSWER', 'NOTE')", name=op.f("ck_composer_files_kind")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_composer_files_user_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name=op.f("fk_composer_files_file_id")),
        sa.ForeignKeyConstraint(
            ["held_id"], ["held_messages.id"], name=op.f("fk_composer_files_held_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_composer_files")),
    )
    op.create_index("ix_composer_files_thing", "composer_files", ["thing", "thing_id"])
    for column in ("user_id", "file_id", "held_id"):
        op.create_index(f"ix_composer_files_{column}", "composer_files", [column])


def downgrade() -> None:
    op.drop_table("composer_files")
