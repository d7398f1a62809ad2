"""Keep a mail as it came, whichever way it came."""

from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.http.files.storage import keep
from app.models.messaging.inbox import Provider
from integrations.support_mail.incoming import key_and_line
from workflows.documents import store_file
from workflows.inbox import is_known, receive_event


def store_mail(raw: bytes, *, recipient: str, sender: str | None) -> bool:
    """True when it is new; the same mail to the same recipient is kept once. `sender`: of the envelope, None: not told.

    Committed when this returns.
    """
    key, line = key_and_line(raw, recipient)
    if unit_of_work(lambda session: is_known(session, key)):
        return False
    kept = keep(raw, "message/rfc822", "surel.eml")

    def work(session: Session) -> bool:
        values = {"sender": sender} if sender is not None else {}
        return receive_event(
            session,
            provider=Provider.MAIL,
            unique_key=key,
            kind="mail",
            raw={"file_id": store_file(session, kept, actor=None).id, **values},
            summary=line,
            now=utc_now(),
        )

    return unit_of_work(work)
