"""How large each table becomes; rules for indexes and retention read it.

SMALL: some thousands of rows at most; any order of it is sorted in memory.
GROWING: with customers, visits, money and reports, and kept; a list of it is sorted by an index.
HISTORY: with every message, click or log-in; a rule in app/policies/retention.py says when its rows go.
"""

from enum import Enum


class TableSize(Enum):
    SMALL = "small"
    GROWING = "growing"
    HISTORY = "history"


_SMALL = """
release_actions release_scores release_voices retrospectives
action_items announcements alarms approvals archives authenticators backup_alarms backups check_periods
checklist_templates checks company freeze_overrides freeze_windows release_followers
 emergency_cards emergency_contacts escalation_policies escalation_timers exp_levels exports
chat_presences chat_sites forum_states feedback_categories feedback_days
help_addresses help_articles help_categories
help_pictures help_synonyms help_versions heartbeats
incident_causes incident_reports incidents kpi_months kpi_totals kpi_touched leaves
compatibilities dependencies maintenance_items maintenance_months maintenance_records maintenance_rules
retention_choices
notification_choices number_series on_call_covers on_call_layers on_call_shifts on_call_swaps call_steps call_tests
passkey_challenges passkeys
planned_maintenances post_mortems price_items recovery_codes release_approvals release_bugs release_evidence
release_items release_systems release_validations releases rollout_commands
restore_drills saved_filters sealed_keys service_plans service_targets skills status_components
support_agents support_calendar_days support_calendars support_fields support_macros support_mailboxes support_months
undrawn_files
support_priority_rules support_rules support_report_recipients support_settings support_state_names support_team_members
support_teams telegram_links
update_templates user_skills users webhook_endpoints whatsapp_templates
social_sources sprints
"""
_GROWING = """
access_links assignments attendances bug_attachments bug_entries bug_reports contact_identities counter_entries
customer_imports customers documents emergency_alerts escalation_calls escalations exp_balances exp_entries exp_months
forum_edits forum_follows forum_posts forum_questions forum_reports
extension_requests help_gaps help_votes feedback
feedback_attachments feedback_entries feedback_mentions handling_ratings identities nps_answers nps_invitations
release_counts
incident_entries incident_entry_versions invoice_lines invoices kpi_days payment_reviews payments push_subscriptions
queue_entries rating_stars sites support_attachments support_clocks support_followers
support_addresses support_links support_mails support_messages support_pauses support_prints support_resolutions
support_rule_hits
support_scheduled_answers support_surveys support_tickets support_time_entries user_reports visit_ratings visit_tickets
whatsapp_contacts contact_notes held_messages
"""
_HISTORY = """
account_claims api_tokens audit_entries bulk_rows bulk_runs care_runs chat_messages chats check_results check_sums
check_runs claim_attempts composer_drafts composer_files deliveries
email_changes error_groups incident_echoes help_searches idempotency_keys inbound_files inbox_events
notifications outbox_messages
password_resets record_presences
request_minutes request_totals rollout_samples signups size_samples slow_queries social_posts
status_subscribers stored_files user_sessions
"""

TABLE_SIZES: dict[str, TableSize] = {
    **dict.fromkeys(_SMALL.split(), TableSize.SMALL),
    **dict.fromkeys(_GROWING.split(), TableSize.GROWING),
    **dict.fromkeys(_HISTORY.split(), TableSize.HISTORY),
}
