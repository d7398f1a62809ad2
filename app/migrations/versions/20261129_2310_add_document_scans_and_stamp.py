"""add the document a scan belongs to, and the company's stamp"""

import sqlalchemy as sa
from alembic import op

revision = "document_scans"
down_revision = "feedback_owners_mentions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("documents", sa.Column("scan_of_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_documents_scan_of_id"), "documents", "documents", ["scan_of_id"], ["id"])
    op.create_index(
        "ix_documents_scan_of", "documents", ["scan_of_id"], postgresql_where=sa.text("scan_of_id IS NOT NULL")
    )
    op.add_column("company", sa.Column("stamp_file_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_company_stamp_file_id"), "company", "stored_files", ["stamp_file_id"], ["id"], ondelete="SET NULL"
    )


def downgrade() -> None:
    op.drop_column("company", "stamp_file_id")
    op.drop_index("ix_documents_scan_of", table_name="documents")
    op.drop_column("documents", "scan_of_id")
