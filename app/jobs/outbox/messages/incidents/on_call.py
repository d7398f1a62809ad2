"""Messages about who is on call: covers, swaps."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_member
from app.models.accounts.user import OPERATORS, User, UserStatus
from app.models.messaging.outbox import OutboxMessage
from app.models.on_call.schedule import LEVEL_LABELS, EmergencyContact, OnCallCover, OnCallLayer
from app.models.on_call.swap import OnCallSwap, SwapStatus


def shift_covered(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Whoever stands in and whoever is free for it, each once."""
    cover = session.get_one(OnCallCover, message.payload["cover_id"])
    facts = {"cover": cover, "level": LEVEL_LABELS[cover.level]}
    for person in _active(session, {cover.user_id, message.payload["replaced_id"] or cover.user_id}):
        yield from to_member(session, person, message.kind, facts, link="/admin/on-call/")


def swap_asked(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """The colleague who was asked; else everybody of the level's rotations but who asks."""
    swap = session.get_one(OnCallSwap, message.payload["swap_id"])
    if swap.status != SwapStatus.ASKED:
        return
    people = {swap.asked_id} if swap.asked_id else _people_of_level(session, swap.level)
    for person in _active(session, people - {swap.asked_by_id}):
        yield from to_member(session, person, message.kind, _facts(swap), link=_page(swap))


def swap_answered(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    swap = session.get_one(OnCallSwap, message.payload["swap_id"])
    declined = swap.status == SwapStatus.DECLINED
    facts = _facts(swap) | {"declined": declined, "answered_by": swap.answered_by}
    reader = swap.asked_by_id if declined else swap.asked_id
    for person in _active(session, {reader}):
        yield from to_member(session, person, message.kind, facts, link=_page(swap))


def contacts_due(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Whoever answers for the machines."""
    wanted = select(EmergencyContact).where(EmergencyContact.id.in_(message.payload["contact_ids"]))
    contacts = session.scalars(wanted.order_by(EmergencyContact.position, EmergencyContact.id)).all()
    readers = select(User).where(User.role.in_(OPERATORS), User.status == UserStatus.ACTIVE).order_by(User.id)
    for person in session.scalars(readers) if contacts else ():
        yield from to_member(session, person, message.kind, {"contacts": contacts}, link="/admin/emergency-contacts/")


def _facts(swap: OnCallSwap) -> dict[str, object]:
    return {"swap": swap, "level": LEVEL_LABELS[swap.level]}


def _page(swap: OnCallSwap) -> str:
    return f"/admin/on-call-swaps/details/?id={swap.id}"


def _people_of_level(session: Session, level: int) -> set[int | None]:
    layers = session.scalars(select(OnCallLayer).where(OnCallLayer.level == level))
    return {person for layer in layers for person in layer.people}


def _active(session: Session, people: set[int | None]) -> Iterable[User]:
    wanted = select(User).where(User.id.in_(people - {None}), User.status == UserStatus.ACTIVE)
    return session.scalars(wanted.order_by(User.id)).all()


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "on_call.contacts_due": contacts_due,
    "on_call.covered": shift_covered,
    "on_call.swap_asked": swap_asked,
    "on_call.swap_answered": swap_answered,
}
