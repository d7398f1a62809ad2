"""Whether an assignment rule fits a ticket."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What rules ask of a ticket. `working`: it came in while the desk works."""

    kind: str
    source: str
    locale: str
    tags: Collection[str]
    customer_id: int | None
    text: str
    working: bool


def fits(rule: Any, ticket: TicketFacts) -> bool:
    """Everything that the rule asks holds; a word counts as a whole word or the beginning of one, in any case."""
    asked = (
        (rule.kind, ticket.kind),
        (rule.source, ticket.source),
        (rule.locale, ticket.locale),
        (rule.hours, "WITHIN" if ticket.working else "OUTSIDE"),
        (rule.customer_id, ticket.customer_id),
    )
    if any(wanted is not None and wanted != found for wanted, found in asked):
        return False
    if rule.tag and rule.tag not in ticket.tags:
        return False
    words = [" ".join(word.lower().split()) for word in rule.words.split(",") if word.strip()]
    text = f" {' '.join(''.join(sign if sign.isalnum() else ' ' for sign in ticket.text.lower()).split())}"
    return not words or any(f" {word}" in text for word in words)
