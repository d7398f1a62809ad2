"""Messages about releases to those who follow them."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_member
from app.models.accounts.user import User
from app.models.messaging.outbox import OutboxMessage
from app.models.releases.release import ENDED, Release
from app.models.releases.release_flow import RELEASE_FLOW
from workflows.releases.planning import list_followers


def moved(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """In the status that the step led to, whatever has happened since."""
    release = session.get_one(Release, message.payload["release_id"])
    target = RELEASE_FLOW.transitions[message.payload["step"]].target or release.status
    facts = {
        "release": str(release),
        "status": RELEASE_FLOW.labels[target],
        "reason": release.reason if target in ENDED else "",
    }
    for user_id in list_followers(session, release.id):
        user = session.get_one(User, user_id)
        if user.is_active:
            link = f"/admin/releases/details/?id={release.id}"
            yield from to_member(session, user, message.kind, facts, link=link)


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {"release.moved": moved}
