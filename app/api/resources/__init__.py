"""One file for each kind of record; to open a new one, write its file, name it here and in app.policies.scopes."""

from app.api.resources import customers, execution, invoices, messages, papers, people, sites, visits, voices

RESOURCES = (
    customers.RESOURCE,
    sites.RESOURCE,
    visits.RESOURCE,
    execution.ASSIGNMENTS,
    execution.ATTENDANCE,
    execution.EXTENSIONS,
    execution.ALERTS,
    papers.DOCUMENTS,
    invoices.INVOICES,
    invoices.PAYMENTS,
    papers.RATINGS,
    people.USERS,
    people.TOKENS,
    messages.DELIVERIES,
    messages.INBOX,
    messages.PROMISES,
    messages.HOOKS,
    voices.FEEDBACK,
    voices.BUGS,
    voices.USER_REPORTS,
    voices.SUPPORT,
)
