"""Where the reading of a mailbox folder goes on."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.models.support.mail.mailbox import SupportMailbox

DAYS_AGAIN = 29  # below the shortest time that inbound events are kept, so that a mail is known when it comes again


def begin_folder(
    session: Session, *, mailbox_id: int, account: str, uid_validity: int, today: date
) -> tuple[int, date]:
    """The last UID that was read, and the day from which mails count.

    When the server has numbered the folder anew it is read again for four weeks; what is known is kept once.
    """
    box = session.get_one(SupportMailbox, mailbox_id, with_for_update=True, populate_existing=True)
    if (box.account, box.uid_validity) != (account, uid_validity):
        is_first = box.uid_validity is None
        box.account, box.uid_validity, box.last_uid = account, uid_validity, 0
        if not is_first:
            box.since_date = max(box.since_date, today - timedelta(days=DAYS_AGAIN))
    return box.last_uid, box.since_date
