"""What the audit log leaves out, and why. Every table that is not named here is logged."""

import re

UNTRAILED = {
    "archives": "files of rows that were taken out by age; the rows were logged themselves",
    "alembic_version": "the migrations' own mark",
    "audit_entries": "the log itself",
    "idempotency_keys": "one row for each form sent; its effect is logged",
    "number_series": "a counter; the number stands on the document",
    "outbox_messages": "a record of events itself; what people do with it are transitions, and those are logged",
    "deliveries": "a record of events itself; what people do with it are transitions, and those are logged",
    "inbox_events": "stored as received; what people do with them are transitions, and those are logged",
    "inbound_files": "what customers send, with how far fetching came; a repeated try is noted on the conversation",
    "notifications": "a copy of a delivery",
    "push_subscriptions": "keys of a browser that come and go by themselves",
    "claim_attempts": "an append-only record itself",
    "queue_entries": "changed by claim attempts, which are recorded, and by the schedule",
    "kpi_days": "sums of what is logged",
    "kpi_months": "sums of what is logged",
    "kpi_totals": "sums of what is logged",
    "kpi_touched": "sums of what is logged",
    "feedback_days": "sums of what is logged",
    "exp_entries": "a ledger of its own that nobody can change",
    "exp_balances": "the sum of a ledger",
    "exp_months": "the sum of a ledger",
    "whatsapp_contacts": "changes with every message; what people do with it is noted by name",
    "contact_identities": "what the provider calls a contact; it comes with every message",
    "customer_imports": "an upload; the customers made of it are logged",
    "saved_filters": "how somebody likes their own list",
    "user_sessions": "log-ins and their ends are noted on the person, by name and without the token",
    "password_resets": "logged on the user when one is used; anybody can ask for one",
    "telegram_links": "secrets of 15 minutes; the link they made is logged",
    "signups": "typed by anybody; once confirmed it is a user, and that is logged",
    "backups": "a record of events itself, written by the job that made them",
    "restore_drills": "a record of events itself, written by the job that ran them",
    "sealed_keys": "a key, unreadable; the command that seals it anew is run at the machine",
    "release_evidence": "a record of events itself, with who sent it",
    "release_validations": "a record of events itself, with who ran it",
    "release_approvals": "the step is logged on the release",
    "release_bugs": "logged on the release by the bug's number",
    "heartbeats": "signs of life of our own processes, several a minute",
    "check_runs": "what the state machine of a check remembers, changed by every look",
    "check_results": "one row for each look",
    "check_sums": "sums of what is looked at",
    "request_minutes": "counts of what was answered",
    "request_totals": "counts of what was answered",
    "check_periods": "follows from results; the change of state is logged on the check",
    "support_clocks": "set by the ticket's transitions, which are logged; a breach is noted on the ticket",
    "support_pauses": "set by the ticket's transitions, which are logged",
    "support_messages": "an append-only record itself",
    "support_mails": "a record of what came and left by mail, with what became of it",
    "support_attachments": "an append-only record itself",
    "support_rule_hits": "a log itself; the ticket's says it, too",
    "support_scheduled_answers": "set by the ticket's actions, which are logged",
    "support_resolutions": "counted from the ticket's transitions, which are logged",
    "support_drafts": "what somebody is typing",
    "help_versions": "an append-only record itself",
    "help_addresses": "follows from the article's address, which is logged",
    "help_votes": "what readers press, without their names",
    "help_searches": "what readers type, without their names",
    "help_gaps": "counted from searches; what people do with them are transitions, and those are logged",
    "incident_entries": "the incident's own timeline, to which lines are only added",
    "escalations": "the state of calls; every step is a line of the incident's timeline",
    "escalation_timers": "when somebody is called next",
    "escalation_calls": "one row for each call",
    "on_call_shifts": "who was on call, written down as it happens",
    "passkey_challenges": "a riddle of a few minutes",
}
NOTED_WHEN_MADE = {
    "alarms",
    "planned_maintenances",
    "incidents",
    "api_tokens",
    "bug_reports",
    "feedback",
    "support_tickets",
    "help_articles",
}
"""Their verbs write the first line themselves, with words of their own."""

SILENT = {
    "version",
    "updated_at",
    "created_at",
    "search",
    "prefixes",
    "places_taken",
    "places_reserved",
    "queue_tail",
    "invitation_round",
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
