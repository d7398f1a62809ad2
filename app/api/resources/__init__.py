"""One file for each kind of record; to open a new one, write its file, name it here and in app.policies.scopes."""

from app.api.resources import accounts, customers, documents, feedback, fieldwork, invoices, messaging, sites, visits

RESOURCES = (
    customers.RESOURCE,
    sites.RESOURCE,
    visits.RESOURCE,
    fieldwork.ASSIGNMENTS,
    fieldwork.ATTENDANCE,
    fieldwork.EXTENSIONS,
    fieldwork.ALERTS,
    documents.DOCUMENTS,
    invoices.INVOICES,
    invoices.PAYMENTS,
    invoices.PAYMENT_REVIEWS,
    invoices.COUNTER_ENTRIES,
    documents.RATINGS,
    accounts.USERS,
    accounts.TOKENS,
    messaging.DELIVERIES,
    messaging.INBOX,
    messaging.PROMISES,
    messaging.HOOKS,
    feedback.FEEDBACK,
    feedback.BUGS,
    feedback.USER_REPORTS,
    feedback.SUPPORT,
)
