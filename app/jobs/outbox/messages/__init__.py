"""Who is written to, on which channel and in which words, for each kind of message."""

from app.jobs.outbox.messages import (
    bugs,
    conversations,
    exp,
    exports,
    feedback,
    fieldwork,
    invitations,
    invoices,
    members,
    monitoring,
    payments,
    ratings,
    reports,
    sessions,
    system,
    teams,
    visits,
    webhooks,
)
from app.jobs.outbox.messages.message import Addresser

ADDRESSERS: dict[str, Addresser] = {
    **sessions.ADDRESSERS,
    **bugs.ADDRESSERS,
    **conversations.ADDRESSERS,
    **fieldwork.ADDRESSERS,
    **exp.ADDRESSERS,
    **exports.ADDRESSERS,
    **feedback.ADDRESSERS,
    **webhooks.ADDRESSERS,
    **system.ADDRESSERS,
    **invitations.ADDRESSERS,
    **invoices.ADDRESSERS,
    **members.ADDRESSERS,
    **monitoring.ADDRESSERS,
    **payments.ADDRESSERS,
    **ratings.ADDRESSERS,
    **reports.ADDRESSERS,
    **teams.ADDRESSERS,
    **visits.ADDRESSERS,
}
