"""How long the rows of each table that grows by itself are kept: one table of rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from app.core.i18n import N_, Sentence
from app.models.support.ticket_steps import ENDED


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """`days`: how old a row becomes, counted from `column`; the Settings field `setting` replaces it where named.

    What was chosen in the panel replaces both; fewer than `least` cannot be chosen.

    `unless`: SQL over the table's name that holds for rows still needed, with the moment as `:before`. `archived`:
    written to a file first. `file_column`: names a stored file that goes for good with its row, where nothing else
    refers to it.
    """

    table: str
    about: Sentence
    days: int
    column: str = "created_at"
    setting: str | None = None
    unless: str = "false"
    archived: bool = False
    batch: int = 5000
    least: int = 1
    file_column: str | None = None


NONE_CHOSEN: Mapping[str, int] = MappingProxyType({})
_NO_DELIVERY = "EXISTS (SELECT FROM deliveries d WHERE d.message_id = outbox_messages.id)"
_HAS_FILE = "EXISTS (SELECT FROM inbound_files f WHERE f.event_id = inbox_events.id)"
_CHAT_GOES_ON = (
    "EXISTS (SELECT FROM chats c WHERE c.id = chat_messages.chat_id AND (c.ended_at IS NULL OR c.ended_at >= :before))"
)
_ENDED = ", ".join(f"'{status}'" for status in sorted(ENDED))
_DRAFT_IS_KEPT = (
    "EXISTS (SELECT FROM composer_drafts d WHERE d.user_id = composer_files.user_id AND d.kind = composer_files.kind"
    " AND d.thing = composer_files.thing AND d.thing_id = composer_files.thing_id)"
)
_IS_NO_RAW_MAIL = "stored_files.media_type <> 'message/rfc822'"
_MAIL_WAITS = (
    "EXISTS (SELECT FROM support_mails m LEFT JOIN support_tickets t ON t.id = m.ticket_id"  # noqa: S608  constants
    f" WHERE m.raw_file_id = stored_files.id AND (m.state = 'HELD' OR t.status NOT IN ({_ENDED})))"
    " OR EXISTS (SELECT FROM inbox_events e WHERE e.provider = 'MAIL' AND e.status NOT IN ('APPLIED', 'IGNORED')"
    " AND e.raw ->> 'file_id' = stored_files.id::text)"
)

# in this order: what hangs on a row goes before it
RETENTION: tuple[RetentionRule, ...] = (
    RetentionRule("notifications", N_("Notifikasi"), 90, setting="keep_notifications_days", least=7),
    RetentionRule(
        "deliveries",
        N_("Pesan"),
        365,
        setting="keep_messages_days",
        least=30,
        unless="deliveries.status = 'QUEUED'",
        archived=True,
    ),
    RetentionRule(
        "outbox_messages",
        N_("Kejadian yang dikabarkan"),
        365,
        setting="keep_messages_days",
        least=30,
        unless=f"outbox_messages.status = 'WAITING' OR {_NO_DELIVERY}",
    ),
    RetentionRule(
        "inbound_files",
        N_("Berkas dari pelanggan lewat WhatsApp"),
        365,
        setting="keep_messages_days",
        unless="inbound_files.status = 'WAITING'",
        archived=True,
        batch=500,
        file_column="file_id",
        least=30,
    ),
    RetentionRule(
        "stored_files",
        N_("Surel dukungan sebagaimana datangnya"),
        365,
        setting="keep_mails_days",
        unless=f"{_IS_NO_RAW_MAIL} OR {_MAIL_WAITS}",
        archived=True,
        batch=500,
        file_column="id",
        least=30,
    ),
    RetentionRule(
        "inbox_events",
        N_("Kabar dari penyedia"),
        365,
        setting="keep_messages_days",
        least=30,
        unless=f"inbox_events.status NOT IN ('APPLIED', 'IGNORED') OR {_HAS_FILE}",
        archived=True,
    ),
    RetentionRule(
        "claim_attempts",
        N_("Percobaan ambil job"),
        730,
        column="at",
        setting="keep_attempts_days",
        archived=True,
        least=365,
    ),
    RetentionRule(
        "audit_entries", N_("Log audit"), 1826, column="at", setting="keep_audit_days", archived=True, least=365
    ),
    RetentionRule(
        "chat_messages",
        N_("Isi obrolan yang berakhir"),
        730,
        setting="keep_chats_days",
        unless=_CHAT_GOES_ON,
        archived=True,
        least=30,
    ),
    RetentionRule(
        "chats",
        N_("Obrolan yang berakhir"),
        730,
        column="ended_at",
        setting="keep_chats_days",
        unless="EXISTS (SELECT FROM chat_messages m WHERE m.chat_id = chats.id)",
        archived=True,
        least=30,
    ),
    RetentionRule(
        "social_posts",
        N_("Kiriman media sosial yang tidak menjadi tiket"),
        365,
        setting="keep_social_days",
        unless="social_posts.status = 'TICKET'",
        archived=True,
        least=30,
    ),
    RetentionRule(
        "status_subscribers",
        N_("Alamat kabar status yang tidak dikonfirmasi"),
        7,
        unless="status_subscribers.confirmed_at IS NOT NULL",
    ),
    RetentionRule("incident_echoes", N_("“Saya juga” di halaman status"), 90),
    RetentionRule("help_searches", N_("Pencarian di pusat bantuan"), 180),
    RetentionRule("request_minutes", N_("Permintaan per menit"), 35, column="minute", least=30),
    RetentionRule("check_results", N_("Hasil pemeriksaan satu per satu"), 2, column="at"),
    RetentionRule("check_sums", N_("Hasil pemeriksaan tiap lima menit"), 400, column="at", least=91),
    RetentionRule("rollout_samples", N_("Ukuran selama rilis bergulir"), 180),
    RetentionRule("request_totals", N_("Permintaan menurut rilis"), 35, column="last_at"),
    RetentionRule(
        "error_groups",
        N_("Galat yang tidak terjadi lagi"),
        180,
        column="last_seen_at",
        setting="keep_errors_days",
        unless="error_groups.incident_id IS NOT NULL OR error_groups.bug_id IS NOT NULL",
    ),
    RetentionRule("bulk_rows", N_("Baris tindakan massal"), 30),
    RetentionRule(
        "bulk_runs",
        N_("Tindakan massal"),
        30,
        unless="EXISTS (SELECT FROM bulk_rows r WHERE r.run_id = bulk_runs.id)",
    ),
    RetentionRule("care_runs", N_("Perawatan oleh Sigap sendiri"), 400),
    RetentionRule("size_samples", N_("Ukuran tabel per hari"), 400),
    RetentionRule("slow_queries", N_("Kueri lambat"), 90, column="last_at"),
    RetentionRule("idempotency_keys", N_("Kunci formulir"), 7),
    RetentionRule(
        "api_tokens", N_("Kunci API yang berakhir"), 30, column="expires_at", unless="api_tokens.kind <> 'SESSION'"
    ),
    RetentionRule("user_sessions", N_("Sesi masuk"), 90, column="expires_at"),
    RetentionRule("password_resets", N_("Lupa kata sandi"), 30, column="expires_at"),
    RetentionRule("signups", N_("Pendaftaran akun"), 7),
    RetentionRule("composer_drafts", N_("Draf yang tidak dikirim"), 90, least=7),
    RetentionRule("record_presences", N_("Siapa membuka halaman"), 1, column="seen_at"),
    RetentionRule(
        "composer_files",
        N_("Berkas draf yang tidak dikirim"),
        90,
        unless=f"composer_files.held_id IS NOT NULL OR composer_files.entry_id IS NOT NULL OR {_DRAFT_IS_KEPT}",
        batch=500,
        least=7,
        file_column="file_id",
    ),
    RetentionRule("account_claims", N_("Klaim akun"), 7),
    RetentionRule("email_changes", N_("Penggantian e-mail"), 7),
)


def kept_days(rule: RetentionRule, settings: Mapping[str, int], chosen: Mapping[str, int] = NONE_CHOSEN) -> int:
    """How many days the rows of this rule are kept; `settings` by field name, `chosen` by table."""
    if rule.table in chosen:
        return max(rule.least, chosen[rule.table])
    return settings.get(rule.setting, rule.days) if rule.setting else rule.days


def kept_since(
    rule: RetentionRule, settings: Mapping[str, int], now: datetime, chosen: Mapping[str, int] = NONE_CHOSEN
) -> datetime:
    """Rows older than this go."""
    return now - timedelta(days=kept_days(rule, settings, chosen))
