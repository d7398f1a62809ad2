"""Find customers and sites by names and addresses without the marks on their letters."""

from alembic import op

revision = "search_without_marks"
down_revision = "check_words_in_english"
branch_labels = None
depends_on = None

_ADDRESS = " || ' ' || ".join(("street", "village", "district", "city", "landmark"))
TEXTS = {"customers": f"name || ' ' || code || ' ' || {_ADDRESS}", "sites": f"name || ' ' || {_ADDRESS}"}


def upgrade() -> None:
    for table, text in TEXTS.items():
        bare = f"translate(regexp_replace(normalize({text}, NFD), '[\\u0300-\\u036f]', '', 'g'), 'łŁđĐøØıħĦ', 'lLdDoOihH')"
        words = f"to_tsvector('simple', translate({bare}, '.,/()', '     '))"
        with op.get_context().autocommit_block():
            op.execute(
                f"CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_{table}_marked ON {table}"
                f" USING gin ({words}) WHERE ({text}) ~ '[^ -~]'"
            )


def downgrade() -> None:
    for table in TEXTS:
        with op.get_context().autocommit_block():
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS ix_{table}_marked")
