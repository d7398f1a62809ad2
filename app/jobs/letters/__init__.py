"""Who is written to, on which channel and in which words, for each kind of message."""

from app.jobs.letters import conversations, execution, invoices, payments, ratings, visits
from app.jobs.letters.letter import Addresser

ADDRESSERS: dict[str, Addresser] = {
    **conversations.ADDRESSERS,
    **execution.ADDRESSERS,
    **invoices.ADDRESSERS,
    **payments.ADDRESSERS,
    **ratings.ADDRESSERS,
    **visits.ADDRESSERS,
}
