"""Releases with their checklists, evidence and the Go of two people."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "add_readiness"
down_revision = "index_counted_days"
branch_labels = None
depends_on = None

STATUSES = "'PREPARING', 'READY', 'ROLLING', 'LIVE', 'DONE', 'CANCELLED', 'ROLLED_BACK'"
LISTS = "'LAUNCH', 'FUNCTION', 'DOCUMENTS', 'VOICES'"
KINDS = "'TESTS', 'COVERAGE', 'SECURITY', 'MONITORING', 'BACKUP', 'DRILL'"
TEMPLATES = (
    ("LAUNCH", "", "Semua tes unit, integrasi dan e2e lulus", "TESTS"),
    ("LAUNCH", "", "Cakupan tes lebih dari 85 %", "COVERAGE"),
    ("LAUNCH", "", "Audit keamanan tanpa temuan kritis", "SECURITY"),
    ("LAUNCH", "", "Pemantauan dipasang dan berjalan", "MONITORING"),
    ("LAUNCH", "", "Cadangan otomatis disetel dan terbaca kembali", "BACKUP"),
    ("LAUNCH", "", "Rencana pemulihan bencana ditulis dan sudah diuji", "DRILL"),
    ("FUNCTION", "", "Pendaftaran dan masuk", None),
    ("FUNCTION", "widi", "Pencarian dan pembelian produk", None),
    ("FUNCTION", "widi", "Checkout dan pembayaran", None),
    ("FUNCTION", "widi", "Fungsi admin: produk dan pesanan", None),
    ("FUNCTION", "", "Pemberitahuan: e-mail dan push", None),
    ("FUNCTION", "widi", "Rekomendasi dan personalisasi", None),
    ("DOCUMENTS", "", "Dokumentasi teknis diterima", None),
    ("DOCUMENTS", "", "Panduan operasional untuk tim internal diterima", None),
    ("DOCUMENTS", "", "Prosedur darurat diterima", None),
    ("DOCUMENTS", "", "Rencana pemulihan bencana diterima", None),
    ("VOICES", "", "Masukan pengguna akhir dapat masuk", None),
    ("VOICES", "", "Masukan layanan pelanggan dapat masuk", None),
    ("VOICES", "", "Masukan tim internal dapat masuk", None),
    ("VOICES", "", "Analitik dapat dibaca", None),
)


def _record() -> tuple[sa.Column, ...]:
    made = sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False)
    return sa.Column("id", sa.BigInteger(), nullable=False), made


def _text(name: str, length: int) -> sa.Column:
    return sa.Column(name, sa.String(length), server_default="", nullable=False)


def _moment(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def _of(table: str, name: str, target: str, *, nullable: bool = True, ondelete: str | None = None) -> tuple:
    key = sa.ForeignKeyConstraint([name], [f"{target}.id"], name=op.f(f"fk_{table}_{name}"), ondelete=ondelete)
    return sa.Column(name, sa.BigInteger(), nullable=nullable), key


def _release(table: str) -> tuple:
    return _of(table, "release_id", "releases", nullable=False, ondelete="CASCADE")


def upgrade() -> None:
    op.add_column("releases", sa.Column("status", sa.String(32), server_default="PREPARING", nullable=False))
    op.add_column("releases", sa.Column("percent", sa.SmallInteger(), server_default="0", nullable=False))
    op.add_column("releases", sa.Column("risk", sa.String(32), server_default="MEDIUM", nullable=False))
    op.add_column("releases", sa.Column("notes", sa.Text(), server_default="", nullable=False))
    op.add_column("releases", _text("reason", 500))
    op.add_column("releases", sa.Column("owner_id", sa.BigInteger(), nullable=True))
    op.add_column("releases", sa.Column("frozen", JSONB(), nullable=True))
    op.add_column("releases", _text("frozen_sha256", 64))
    op.add_column("releases", _moment("ended_at"))
    op.execute("UPDATE releases SET status = 'LIVE', percent = 100 WHERE live_at IS NOT NULL")
    op.create_foreign_key(op.f("fk_releases_owner_id"), "releases", "users", ["owner_id"], ["id"])
    op.create_check_constraint(op.f("ck_releases_status"), "releases", f"status IN ({STATUSES})")
    op.create_check_constraint(op.f("ck_releases_risk"), "releases", "risk IN ('LOW', 'MEDIUM', 'HIGH')")
    op.create_index("ix_releases_status_id", "releases", ["status", "id"])
    _create_lists()
    _create_evidence()
    templates = sa.table("checklist_templates", *(sa.column(name) for name in ("checklist", "system", "label", "evidence", "position")))
    op.bulk_insert(
        templates,
        [
            {"checklist": checklist, "system": system, "label": label, "evidence": evidence, "position": 10 * number}
            for number, (checklist, system, label, evidence) in enumerate(TEMPLATES, 1)
        ],
    )


def _create_lists() -> None:
    op.create_table(
        "checklist_templates",
        sa.Column("checklist", sa.String(32), nullable=False),
        _text("system", 40),
        sa.Column("label", sa.String(160), nullable=False),
        sa.Column("evidence", sa.String(32), nullable=True),
        sa.Column("position", sa.SmallInteger(), server_default="50", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *_record(),
        sa.CheckConstraint(f"checklist IN ({LISTS})", name=op.f("ck_checklist_templates_checklist")),
        sa.CheckConstraint(f"evidence IN ({KINDS})", name=op.f("ck_checklist_templates_evidence")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_templates")),
        sa.UniqueConstraint("checklist", "system", "label", name=op.f("uq_checklist_templates_checklist_system_label")),
    )
    op.create_table(
        "release_items",
        *_release("release_items"),
        sa.Column("checklist", sa.String(32), nullable=False),
        sa.Column("label", sa.String(160), nullable=False),
        sa.Column("evidence", sa.String(32), nullable=True),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        _text("note", 500),
        _moment("done_at"),
        *_of("release_items", "done_by_id", "users"),
        *_record(),
        sa.CheckConstraint(f"checklist IN ({LISTS})", name=op.f("ck_release_items_checklist")),
        sa.CheckConstraint(f"evidence IN ({KINDS})", name=op.f("ck_release_items_evidence")),
        sa.CheckConstraint("status IN ('OPEN', 'DONE')", name=op.f("ck_release_items_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_items")),
    )
    op.create_index("ix_release_items_release", "release_items", ["release_id", "position"])


def _create_evidence() -> None:
    op.create_table(
        "release_evidence",
        *_release("release_evidence"),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(300), nullable=False),
        _text("commit", 40),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _text("sha256", 64),
        sa.Column("facts", JSONB(), server_default="{}", nullable=False),
        *_of("release_evidence", "sent_by_id", "users"),
        *_record(),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_release_evidence_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_evidence")),
    )
    op.create_index("ix_release_evidence_newest", "release_evidence", ["release_id", "kind", "made_at"])
    op.create_table(
        "release_approvals",
        *_release("release_approvals"),
        *_of("release_approvals", "user_id", "users", nullable=False),
        sa.Column("state", JSONB(), nullable=False),
        *_record(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_approvals")),
        sa.UniqueConstraint("release_id", "user_id", name=op.f("uq_release_approvals_release_id_user_id")),
    )
    op.create_table(
        "release_bugs",
        *_release("release_bugs"),
        *_of("release_bugs", "bug_id", "bug_reports", nullable=False, ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("release_id", "bug_id", name=op.f("pk_release_bugs")),
    )
    op.create_index(op.f("ix_release_bugs_bug_id"), "release_bugs", ["bug_id"])


def downgrade() -> None:
    for table in ("release_bugs", "release_approvals", "release_evidence", "release_items", "checklist_templates"):
        op.drop_table(table)
    op.drop_index("ix_releases_status_id", "releases")
    for name in ("status", "percent", "risk", "notes", "reason", "owner_id", "frozen", "frozen_sha256", "ended_at"):
        op.drop_column("releases", name)
