"""Who is written to, on which channel and in which words, for each kind of message."""

from app.jobs.letters import (
    access,
    bugs,
    conversations,
    execution,
    exp,
    feedback,
    hooks,
    house,
    invoices,
    members,
    payments,
    ratings,
    visits,
)
from app.jobs.letters.letter import Addresser

ADDRESSERS: dict[str, Addresser] = {
    **access.ADDRESSERS,
    **bugs.ADDRESSERS,
    **conversations.ADDRESSERS,
    **execution.ADDRESSERS,
    **exp.ADDRESSERS,
    **feedback.ADDRESSERS,
    **hooks.ADDRESSERS,
    **house.ADDRESSERS,
    **invoices.ADDRESSERS,
    **members.ADDRESSERS,
    **payments.ADDRESSERS,
    **ratings.ADDRESSERS,
    **visits.ADDRESSERS,
}
