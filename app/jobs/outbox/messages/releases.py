"""Messages about releases to those who follow them, and the question how likely people are to recommend us."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.http.pages.links.nps_link import nps_link, nps_stop_path
from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_member
from app.models.accounts.user import User
from app.models.company import Company
from app.models.messaging.notification import topic_of
from app.models.messaging.outbox import Channel, OutboxMessage
from app.models.releases.release import ENDED, Release
from app.models.releases.release_flow import RELEASE_FLOW
from app.models.releases.survey import InvitedBy
from workflows.releases.planning import list_followers
from workflows.releases.survey import find_invitation


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


def nps_invited(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Unless the person has answered or stopped the survey meanwhile."""
    invitation = find_invitation(session, message.payload["invitation_id"])
    if invitation.answered_at or invitation.never:
        return
    link, sealed = nps_link(invitation.id, utc_now())
    facts = {"company": session.get_one(Company, 1), "name": str((invitation.customer or invitation.user).name)}
    extra: dict[str, Any] = {"sealed": sealed}
    if invitation.channel == InvitedBy.EMAIL:
        extra["stop"] = {"path": nps_stop_path(invitation.id), "topic": str(topic_of(message.kind))}
        if invitation.customer:
            extra["address"] = invitation.customer.email or ""
    yield OutgoingMessage(
        channel=Channel(invitation.channel),
        template=message.kind,
        facts=facts,
        customer=invitation.customer,
        user=invitation.user,
        link=link,
        extra=extra,
    )


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {"release.moved": moved, "nps.invited": nps_invited}
