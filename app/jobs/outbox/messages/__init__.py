"""Who is written to, on which channel and in which words, for each kind of message."""

from app.jobs.outbox.messages import (
    analytics,
    conversations,
    exports,
    forum,
    maintenance,
    monitoring,
    releases,
    system,
    webhooks,
)
from app.jobs.outbox.messages.accounts import members, sessions
from app.jobs.outbox.messages.feedback import bugs, exp, ratings, reports, suggestions
from app.jobs.outbox.messages.finance import invoices, payments
from app.jobs.outbox.messages.incidents import calls, handling, on_call
from app.jobs.outbox.messages.incidents import groups as incident_groups
from app.jobs.outbox.messages.message import MessageBuilder
from app.jobs.outbox.messages.status import mirror, news
from app.jobs.outbox.messages.support import groups as support_groups
from app.jobs.outbox.messages.support import leads as support_leads
from app.jobs.outbox.messages.support import social as support_social
from app.jobs.outbox.messages.support import tickets as support_tickets
from app.jobs.outbox.messages.visits import fieldwork, invitations, teams
from app.jobs.outbox.messages.visits import tickets as visit_tickets

MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    **sessions.MESSAGE_BUILDERS,
    **analytics.MESSAGE_BUILDERS,
    **calls.MESSAGE_BUILDERS,
    **bugs.MESSAGE_BUILDERS,
    **conversations.MESSAGE_BUILDERS,
    **fieldwork.MESSAGE_BUILDERS,
    **exp.MESSAGE_BUILDERS,
    **exports.MESSAGE_BUILDERS,
    **suggestions.MESSAGE_BUILDERS,
    **releases.MESSAGE_BUILDERS,
    **forum.MESSAGE_BUILDERS,
    **webhooks.MESSAGE_BUILDERS,
    **system.MESSAGE_BUILDERS,
    **invitations.MESSAGE_BUILDERS,
    **invoices.MESSAGE_BUILDERS,
    **incident_groups.MESSAGE_BUILDERS,
    **handling.MESSAGE_BUILDERS,
    **maintenance.MESSAGE_BUILDERS,
    **members.MESSAGE_BUILDERS,
    **mirror.MESSAGE_BUILDERS,
    **monitoring.MESSAGE_BUILDERS,
    **on_call.MESSAGE_BUILDERS,
    **payments.MESSAGE_BUILDERS,
    **ratings.MESSAGE_BUILDERS,
    **reports.MESSAGE_BUILDERS,
    **news.MESSAGE_BUILDERS,
    **support_tickets.MESSAGE_BUILDERS,
    **support_groups.MESSAGE_BUILDERS,
    **support_social.MESSAGE_BUILDERS,
    **support_leads.MESSAGE_BUILDERS,
    **teams.MESSAGE_BUILDERS,
    **visit_tickets.MESSAGE_BUILDERS,
}
