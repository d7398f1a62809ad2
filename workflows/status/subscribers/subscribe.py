"""Ask to be told of the status page's news by e-mail."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.models.status.subscriber import SubscriberChannel
from workflows.accounts.users import shape_email
from workflows.status.subscribers.ask_address import ask_address


def subscribe(session: Session, *, email: str, component_ids: Sequence[int], locale: str, now: datetime) -> None:
    """A link goes to the address, at most five a day; what is confirmed is changed by its own link only.

    The caller learns nothing of what is known of the address. Raises Invalid for what is no address.
    """
    given = {"channel": SubscriberChannel.EMAIL, "email": shape_email(email)}
    ask_address(session, given, component_ids=component_ids, locale=locale, now=now)
