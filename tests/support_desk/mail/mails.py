"""What the tests of the support desk's mail share."""

import secrets
from email.message import EmailMessage

from app.jobs.inbox.apply import apply_next

MAILBOX, TOKEN = "bantuan@firma.id", "kata-sandi-surel"


def make_mail(text="AC kami bocor sejak pagi.", sender="Bu Ratna <ratna@hotel.id>", **headers):
    """Raw bytes of a person's mail; `Message_ID=` and the like replace or add a header, None leaves it out."""
    found = EmailMessage()
    given = {
        "From": sender,
        "To": MAILBOX,
        "Subject": "AC lobi bocor",
        "Message-ID": f"<{secrets.token_hex(8)}@hotel.id>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in given.items():
        if value is not None:
            found[name] = value
    found.set_content(text)
    return found.as_bytes()


def apply_mails():
    """Everything that waits, however long the machine needs for it."""
    while apply_next():
        pass
