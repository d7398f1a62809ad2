"""Where a person is told what: their own choices, and the defaults where they made none."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.messaging.notification import ESSENTIAL, QUIET, NotificationChoice, Topic, topic_of, topics_for
from app.models.messaging.outbox import Channel

CHOOSABLE = (Channel.IN_APP, Channel.EMAIL, Channel.PUSH, Channel.TELEGRAM)


def list_wanted_channels(session: Session, *, user: User, kind: str) -> frozenset[Channel]:
    """The channels a message of this kind takes to this person; never empty for essential ones."""
    topic = topic_of(kind)
    chosen = {} if topic in ESSENTIAL else _chosen(session, user, topic)
    return frozenset(channel for channel in CHOOSABLE if is_wanted(user, channel, chosen, quiet=topic in QUIET))


def list_who_wants(session: Session, *, users: Sequence[User], kind: str, channel: Channel) -> list[User]:
    """Those of the users whom a message of this kind reaches by this channel, in their order; one SELECT at most."""
    topic = topic_of(kind)
    chosen: dict[int, dict[Channel, bool]] = {}
    if topic not in ESSENTIAL:
        asked = NotificationChoice.user_id.in_([user.id for user in users]), NotificationChoice.topic == topic
        for choice in session.scalars(select(NotificationChoice).where(*asked)):
            chosen.setdefault(choice.user_id, {})[choice.channel] = choice.wanted
    quiet = topic in QUIET
    return [user for user in users if is_wanted(user, channel, chosen.get(user.id, {}), quiet=quiet)]


def list_wishes(session: Session, *, user: User) -> dict[Topic, dict[Channel, bool]]:
    """What reaches this person where at present, for every topic that may concern them."""
    chosen: dict[Topic, dict[Channel, bool]] = {}
    for choice in session.scalars(select(NotificationChoice).where(NotificationChoice.user_id == user.id)):
        chosen.setdefault(choice.topic, {})[choice.channel] = choice.wanted
    return {
        topic: {
            channel: is_wanted(user, channel, {} if topic in ESSENTIAL else chosen.get(topic, {}), quiet=topic in QUIET)
            for channel in CHOOSABLE
        }
        for topic in topics_for(user.role)
    }


def is_wanted(user: User, channel: Channel, chosen: Mapping[Channel, bool], *, quiet: bool = False) -> bool:
    """Their own word, where the channel reaches them; by default notifications, pushes, and Telegram or else e-mail.

    `quiet`: by default notifications alone.
    """
    on_telegram = reaches_on_telegram(user)
    if channel == Channel.TELEGRAM and not on_telegram:
        return False
    if channel == Channel.EMAIL and not user.email:
        return False
    default = channel == Channel.IN_APP if quiet else channel != Channel.EMAIL or not on_telegram
    return chosen.get(channel, default)


def reaches_on_telegram(user: User) -> bool:
    """A chat its owner has proved, and has not blocked."""
    return bool(user.telegram_chat_id) and user.telegram_verified_at is not None and user.telegram_blocked_at is None


def _chosen(session: Session, user: User, topic: Topic) -> dict[Channel, bool]:
    theirs = select(NotificationChoice).where(NotificationChoice.user_id == user.id, NotificationChoice.topic == topic)
    return {choice.channel: choice.wanted for choice in session.scalars(theirs)}
