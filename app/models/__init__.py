"""Every table; importing this package completes the metadata."""

# pyright: reportUnusedImport=false

from app.models import (
    access_links,
    bulk_run,
    company,
    composing,
    heartbeat,
    idempotency,
    kpi,
    number_series,
    releases,
    saved_filters,
    sealed_key,
)
from app.models.accounts import api_token, member, mfa, sessions, sso, user
from app.models.accounts.api_token import TOKEN_FLOW
from app.models.accounts.user_flow import USER_FLOW
from app.models.audit import audit_log, bulk, change_log
from app.models.chat.chat import CHAT_FLOW
from app.models.customers import address, customer, customer_import
from app.models.customers.customer import CUSTOMER_FLOW
from app.models.feedback import bug, exp, feedback_day, user_report
from app.models.feedback.bug_flow import BUG_FLOW
from app.models.feedback.feedback_flow import FEEDBACK_FLOW
from app.models.feedback.user_report import USER_REPORT_FLOW
from app.models.files import archive, document, exports, undrawn_file
from app.models.files.undrawn_file import UNDRAWN_FLOW
from app.models.finance import approval, counter_entry, invoice, payment, payment_review
from app.models.finance.counter_entry import COUNTER_ENTRY_FLOW
from app.models.finance.invoice_flow import INVOICE_FLOW
from app.models.finance.payment import PAYMENT_FLOW
from app.models.finance.payment_review import PAYMENT_REVIEW_FLOW
from app.models.forum.forum_flow import FORUM_FLOW
from app.models.help import article, searches
from app.models.help.article_flow import ARTICLE_FLOW
from app.models.help.searches import GAP_FLOW
from app.models.incidents import cause, incident, sprint, update_template
from app.models.incidents.incident_flow import INCIDENT_FLOW
from app.models.maintenance import record, upkeep
from app.models.maintenance.record_flow import MAINTENANCE_RECORD_FLOW
from app.models.messaging import contact, inbound_file, notification, outbox, webhooks
from app.models.messaging.inbox import INBOX_FLOW
from app.models.messaging.outbox import DELIVERY_FLOW, OUTBOX_EVENT_FLOW
from app.models.messaging.webhooks import WEBHOOK_FLOW
from app.models.monitoring import alarm, check, traffic
from app.models.monitoring.alarm import ALARM_FLOW
from app.models.monitoring.check import CHECK_FLOW
from app.models.monitoring.error_group import ERROR_FLOW
from app.models.on_call import calling, card, escalation, schedule
from app.models.on_call.swap import SWAP_FLOW
from app.models.releases import after_release, backup, calendar, readiness, release, steering, survey
from app.models.releases.backup import BACKUP_ALARM_FLOW
from app.models.releases.readiness import RELEASE_ITEM_FLOW
from app.models.releases.release_flow import RELEASE_FLOW
from app.models.social.social_flow import SOCIAL_FLOW
from app.models.status import announcement, status_page, subscriber
from app.models.status.announcement import ANNOUNCEMENT_FLOW
from app.models.status.status_page import MAINTENANCE_FLOW
from app.models.support import clocks, collaboration, messages, monthly, prints, resolutions, scheduled, ticket
from app.models.support.mail import mail, mailbox
from app.models.support.settings import agent, fields, macros, rules, service_plan, state_names, team
from app.models.support.settings.rules import RULE_FLOW
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.models.visits import assignment, attendance, fieldwork, rating, visit
from app.models.visits.attendance import ATTENDANCE_FLOW
from app.models.visits.fieldwork import ALERT_FLOW, EXTENSION_FLOW
from app.models.visits.rating import RATING_FLOW
from app.models.visits.visit import VISIT_FLOW

FLOWS = {
    flow.name: flow
    for flow in (
        USER_FLOW,
        CUSTOMER_FLOW,
        VISIT_FLOW,
        EXTENSION_FLOW,
        ALERT_FLOW,
        ATTENDANCE_FLOW,
        RATING_FLOW,
        INVOICE_FLOW,
        PAYMENT_FLOW,
        PAYMENT_REVIEW_FLOW,
        COUNTER_ENTRY_FLOW,
        DELIVERY_FLOW,
        INBOX_FLOW,
        OUTBOX_EVENT_FLOW,
        WEBHOOK_FLOW,
        BUG_FLOW,
        FEEDBACK_FLOW,
        SUPPORT_FLOW,
        RULE_FLOW,
        USER_REPORT_FLOW,
        ARTICLE_FLOW,
        CHAT_FLOW,
        FORUM_FLOW,
        SOCIAL_FLOW,
        GAP_FLOW,
        TOKEN_FLOW,
        BACKUP_ALARM_FLOW,
        UNDRAWN_FLOW,
        RELEASE_FLOW,
        RELEASE_ITEM_FLOW,
        CHECK_FLOW,
        ALARM_FLOW,
        ERROR_FLOW,
        INCIDENT_FLOW,
        SWAP_FLOW,
        ANNOUNCEMENT_FLOW,
        MAINTENANCE_FLOW,
        MAINTENANCE_RECORD_FLOW,
    )
}
FLOW_OF_TABLE = {flow.model.__tablename__: flow for flow in FLOWS.values()}
