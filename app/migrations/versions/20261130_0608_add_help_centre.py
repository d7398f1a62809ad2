"""Articles of the help centre, their versions, searches and synonyms, with a first instruction for the desk."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "help_centre"
down_revision = "support_resolutions"
branch_labels = None
depends_on = None

TITLE = "SOP meja dukungan"
SLUG = "sop-meja-dukungan"
BODY = """Instruksi ini untuk semua yang menjawab tiket. Ubah sesuai cara kerja perusahaan Anda.

## Sebelum menjawab

1. Ambil tiketnya, supaya rekan tahu siapa yang memegang.
2. Baca percakapan dari awal, lihat juga tiket dan kunjungan pelanggan yang lain.
3. Periksa jenis, dampak dan kegentingan. Prioritas mengikuti keduanya; ubah hanya dengan alasan.
4. Tiket keamanan tidak dibahas di luar tiketnya. Panggil admin.

## Menjawab

1. Sapa dengan nama, sebut kembali masalahnya dengan satu kalimat.
2. Tulis apa yang kita lakukan, siapa yang melakukannya, dan kapan pelanggan mendengar kabar lagi.
3. Satu pertanyaan lebih baik daripada lima. Pilih *Jawab dan tunggu pelanggan* bila kita menunggu jawabannya.
4. Jangan minta kata sandi, kode OTP, atau nomor kartu. Tidak ada alasan untuk itu.
5. Hal internal hanya di *Catatan internal*.

## Kalau tidak tahu

1. Cari artikel atau SOP lain; yang cocok tampil di samping tiket.
2. Tanya rekan dengan @nama di catatan.
3. Serahkan ke tim lain lewat *Tim*, dengan catatan apa yang sudah dicoba.

## Menyelesaikan

1. Tulis hasilnya: apa penyebabnya, apa yang dilakukan.
2. Pelanggan yang menekan *Belum* selalu benar: lanjutkan.
3. Pertanyaan yang datang lagi dan lagi menjadi artikel: *Jadikan artikel* di tiketnya.
"""


def upgrade() -> None:
    op.create_table(
        "help_categories",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("english_name", sa.String(length=60), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_categories")),
        sa.UniqueConstraint("name", name=op.f("uq_help_categories_name")),
    )
    op.create_table(
        "help_synonyms",
        sa.Column("phrase", sa.String(length=80), nullable=False),
        sa.Column("meaning", sa.String(length=80), nullable=False),
        sa.Column("locale", sa.String(length=32), server_default="id", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("locale IN ('id', 'en')", name=op.f("ck_help_synonyms_locale")),
        sa.CheckConstraint("phrase <> meaning", name=op.f("ck_help_synonyms_two_words")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_synonyms")),
    )
    op.create_index(
        "uq_help_synonyms_phrase_meaning_locale", "help_synonyms", ["phrase", "meaning", "locale"], unique=True
    )
    op.create_table(
        "help_articles",
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("slug", sa.String(length=160), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(length=32), server_default="id", nullable=False),
        sa.Column("status", sa.String(length=32), server_default="DRAFT", nullable=False),
        sa.Column("category_id", sa.BigInteger(), nullable=True),
        sa.Column("is_internal", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("ticket_kinds", postgresql.ARRAY(sa.String(length=32)), server_default="{}", nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("editor_id", sa.BigInteger(), nullable=True),
        sa.Column("published_version_id", sa.BigInteger(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_by_date", sa.Date(), nullable=True),
        sa.Column("translates_id", sa.BigInteger(), nullable=True),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("search", postgresql.TSVECTOR(), nullable=True),
        sa.Column("prefixes", postgresql.TSVECTOR(), nullable=True),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("locale IN ('id', 'en')", name=op.f("ck_help_articles_locale")),
        sa.CheckConstraint(
            "status <> 'PUBLISHED' OR published_version_id IS NOT NULL", name=op.f("ck_help_articles_published")
        ),
        sa.CheckConstraint(
            "status IN ('DRAFT', 'IN_REVIEW', 'PUBLISHED', 'ARCHIVED')", name=op.f("ck_help_articles_status")
        ),
        sa.CheckConstraint(
            "translates_id IS NULL OR (locale = 'en' AND translates_id <> id)", name=op.f("ck_help_articles_translates")
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["help_categories.id"], name=op.f("fk_help_articles_category_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["editor_id"], ["users.id"], name=op.f("fk_help_articles_editor_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_help_articles_owner_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["support_tickets.id"], name=op.f("fk_help_articles_ticket_id")),
        sa.ForeignKeyConstraint(["translates_id"], ["help_articles.id"], name=op.f("fk_help_articles_translates_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_articles")),
    )
    op.create_index("ix_help_articles_category_id", "help_articles", ["category_id", "id"], unique=False)
    op.create_index("ix_help_articles_prefixes", "help_articles", ["prefixes"], unique=False, postgresql_using="gin")
    op.create_index("ix_help_articles_search", "help_articles", ["search"], unique=False, postgresql_using="gin")
    op.create_index("ix_help_articles_status_id", "help_articles", ["status", "id"], unique=False)
    op.create_index(
        "ix_help_articles_status_rank",
        "help_articles",
        [sa.literal_column("array_position('{DRAFT,IN_REVIEW,PUBLISHED,ARCHIVED}'::varchar[], status)"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_help_articles_ticket_id",
        "help_articles",
        ["ticket_id"],
        unique=False,
        postgresql_where=sa.text("ticket_id IS NOT NULL"),
    )
    op.create_index("uq_help_articles_translates_id", "help_articles", ["translates_id"], unique=True)
    op.create_table(
        "help_addresses",
        sa.Column("slug", sa.String(length=160), nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["help_articles.id"], name=op.f("fk_help_addresses_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_addresses")),
        sa.UniqueConstraint("slug", name=op.f("uq_help_addresses_slug")),
    )
    op.create_index(op.f("ix_help_addresses_article_id"), "help_addresses", ["article_id"], unique=False)
    op.create_table(
        "help_gaps",
        sa.Column("stems", sa.String(length=200), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("locale", sa.String(length=32), nullable=False),
        sa.Column("times", sa.Integer(), server_default="1", nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=32), server_default="OPEN", nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("locale IN ('id', 'en')", name=op.f("ck_help_gaps_locale")),
        sa.CheckConstraint("status IN ('OPEN', 'ANSWERED', 'DISMISSED')", name=op.f("ck_help_gaps_status")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["help_articles.id"], name=op.f("fk_help_gaps_article_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_gaps")),
    )
    op.create_index(op.f("ix_help_gaps_article_id"), "help_gaps", ["article_id"], unique=False)
    op.create_index("ix_help_gaps_last_at_id", "help_gaps", ["last_at", "id"], unique=False)
    op.create_index("ix_help_gaps_status_id", "help_gaps", ["status", "id"], unique=False)
    op.create_index(
        "ix_help_gaps_status_rank",
        "help_gaps",
        [sa.literal_column("array_position('{OPEN,ANSWERED,DISMISSED}'::varchar[], status)"), "id"],
        unique=False,
    )
    op.create_index("ix_help_gaps_times_id", "help_gaps", ["times", "id"], unique=False)
    op.create_index("uq_help_gaps_stems_locale", "help_gaps", ["stems", "locale"], unique=True)
    op.create_table(
        "help_pictures",
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["help_articles.id"], name=op.f("fk_help_pictures_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name=op.f("fk_help_pictures_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_pictures")),
    )
    op.create_index(op.f("ix_help_pictures_article_id"), "help_pictures", ["article_id"], unique=False)
    op.create_table(
        "help_searches",
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("stems", sa.String(length=200), nullable=False),
        sa.Column("locale", sa.String(length=32), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("clicked_id", sa.BigInteger(), nullable=True),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("locale IN ('id', 'en')", name=op.f("ck_help_searches_locale")),
        sa.ForeignKeyConstraint(
            ["clicked_id"], ["help_articles.id"], name=op.f("fk_help_searches_clicked_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["support_tickets.id"], name=op.f("fk_help_searches_ticket_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_searches")),
    )
    op.create_index(op.f("ix_help_searches_clicked_id"), "help_searches", ["clicked_id"], unique=False)
    op.create_index("ix_help_searches_created_at", "help_searches", ["created_at"], unique=False)
    op.create_index(op.f("ix_help_searches_ticket_id"), "help_searches", ["ticket_id"], unique=False)
    op.create_table(
        "help_versions",
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("approved_by_id", sa.BigInteger(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pdf_file_id", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("approved_by_id <> author_id", name=op.f("ck_help_versions_second_person")),
        sa.ForeignKeyConstraint(["approved_by_id"], ["users.id"], name=op.f("fk_help_versions_approved_by_id")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["help_articles.id"], name=op.f("fk_help_versions_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_help_versions_author_id")),
        sa.ForeignKeyConstraint(["pdf_file_id"], ["stored_files.id"], name=op.f("fk_help_versions_pdf_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_versions")),
    )
    op.create_index("uq_help_versions_article_id_number", "help_versions", ["article_id", "number"], unique=True)
    op.create_table(
        "help_votes",
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("reader", sa.String(length=64), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=500), server_default="", nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["help_articles.id"], name=op.f("fk_help_votes_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_votes")),
    )
    op.create_index("uq_help_votes_article_id_reader", "help_votes", ["article_id", "reader"], unique=True)
    op.create_foreign_key(
        op.f("fk_help_articles_published_version_id"),
        "help_articles",
        "help_versions",
        ["published_version_id"],
        ["id"],
    )
    _add_first_instruction()


def _add_first_instruction() -> None:
    """Published, so that it stands beside tickets from the first day; the desk edits it like any other."""
    said = {"title": TITLE, "slug": SLUG, "body": BODY, "words": f"{TITLE} {BODY}"}
    op.get_bind().execute(
        sa.text(
            """
            WITH article AS (
                INSERT INTO help_articles (title, slug, body, locale, status, is_internal, ticket_kinds, published_at,
                                           search, prefixes)
                VALUES (:title, :slug, :body, 'id', 'DRAFT', true,
                        '{QUESTION,PROBLEM,REQUEST,COMPLAINT,SECURITY}', now(),
                        to_tsvector('simple', :words), to_tsvector('simple', :words))
                RETURNING id
            ), version AS (
                INSERT INTO help_versions (article_id, number, title, body)
                SELECT id, 1, :title, :body FROM article
            )
            INSERT INTO help_addresses (slug, article_id) SELECT :slug, id FROM article
            """
        ),
        said,
    )
    op.execute(
        """
        UPDATE help_articles a SET status = 'PUBLISHED', published_version_id = v.id
        FROM help_versions v WHERE v.article_id = a.id
        """
    )


def downgrade() -> None:
    op.drop_constraint(op.f("fk_help_articles_published_version_id"), "help_articles", type_="foreignkey")
    op.drop_table("help_votes")
    op.drop_table("help_versions")
    op.drop_table("help_searches")
    op.drop_table("help_pictures")
    op.drop_table("help_gaps")
    op.drop_table("help_addresses")
    op.drop_table("help_articles")
    op.drop_table("help_synonyms")
    op.drop_table("help_categories")
