"""What the trail leaves out, and why. Everything that is not named here is written down, without being asked."""

import re

UNTRAILED = {
    "alembic_version": "the migrations' own mark",
    "audit_entries": "the trail itself",
    "idempotency_keys": "one row for each press of a form; what it did is in the trail",
    "number_series": "a counter; the number it gave stands on the paper",
    "outbox_messages": "the post's own book; what people do with it are moves, and those are written down",
    "deliveries": "the post's own book; what people do with it are moves, and those are written down",
    "inbox_events": "kept as they came; what people do with them are moves, and those are written down",
    "inbound_files": "what customers send, with how far fetching came; a repeated try is noted on the conversation",
    "notifications": "a copy of a letter under its reader's bell",
    "push_subscriptions": "keys of a browser that come and go by themselves",
    "claim_attempts": "a book of its own: every press of everybody",
    "queue_entries": "the line of a race: every change of it comes from a press or from the clock",
    "kpi_days": "counted anew from what is in the trail",
    "kpi_touched": "counted anew from what is in the trail",
    "feedback_days": "counted anew from what is in the trail",
    "exp_entries": "a ledger of its own that nobody can change",
    "exp_balances": "the sum of a ledger",
    "exp_months": "the sum of a ledger",
    "whatsapp_contacts": "changes with every message; what people do with it is noted by name",
    "contact_identities": "what the provider calls a contact; it comes with every message",
    "customer_imports": "a sheet on its way; the customers it became are in the trail",
    "saved_filters": "how somebody likes their own list",
    "user_sessions": "log-ins and their ends are noted on the person, by name and without the token",
    "password_resets": "noted on the person when one is used; the rest would be a stranger's to write",
    "telegram_links": "secrets of a quarter of an hour; the link they made is in the trail",
    "signups": "what strangers type; once confirmed it is a user, and that is in the trail",
    "heartbeats": "signs of life of our own processes, several a minute",
    "passkey_challenges": "a riddle of a few minutes",
}
NOTED_WHEN_MADE = {"api_tokens", "bug_reports", "feedback", "support_tickets"}
"""Their verbs write the first line themselves, with words of their own."""

SILENT = {
    "version",
    "updated_at",
    "created_at",
    "search",
    "places_taken",
    "places_reserved",
    "queue_tail",
    "last_login_at",
    "failed_logins",
    "last_failed_at",
    "locked_until",
    "wrong_codes",
    "codes_wait_until",
    "last_seen_at",
    "last_used_at",
    "check_due_at",
    "reminded_at",
}
_SECRET = re.compile(r"(_hash|token|secret|nonce|_sha256|p256dh|credential)$|^secret")


def is_audited(table: str) -> bool:
    return table not in UNTRAILED


def is_secret(column: str) -> bool:
    """Written down that it changed, never what it was."""
    return _SECRET.search(column) is not None
