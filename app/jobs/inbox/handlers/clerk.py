"""What Clerk tells about its users: our members keep in step."""

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from app.jobs.inbox.handlers.outcome import Ignored, Receiver
from app.models.accounts.sessions import LoginWay
from app.models.messaging.inbox import InboxEvent, Provider
from integrations.clerk.webhook import ClerkEvent, parse
from workflows.authentication.sso import Person, ProviderFacts, end_provider_sessions, find_linked, follow_provider


def user_updated(session: Session, event: InboxEvent, now: datetime) -> None:
    facts = parse(event.raw, "")
    came_of_it = follow_provider(
        session, facts=ProviderFacts(_person(facts), at=min(facts.at, now), deleted=facts.kind == "gone"), now=now
    )
    if came_of_it in {"old", "unknown", "known_address"}:
        raise Ignored(came_of_it)


def session_over(session: Session, event: InboxEvent, now: datetime) -> None:
    person = _person(parse(event.raw, ""))
    user = find_linked(session, issuer=person.issuer, subject=person.subject)
    if user is None:
        raise Ignored("unknown")
    end_provider_sessions(session, user=user, how=LoginWay.CLERK, now=now)


def _person(facts: ClerkEvent) -> Person:
    issuer = (current_app.config["SETTINGS"].clerk_issuer or "").rstrip("/")
    return Person(issuer, facts.subject, facts.email, facts.email_verified, facts.name)


RECEIVERS: dict[tuple[Provider | str, str], Receiver] = {
    (Provider.CLERK, "user"): user_updated,
    (Provider.CLERK, "gone"): user_updated,
    (Provider.CLERK, "session_over"): session_over,
}
