"""How many mails a second are parsed, given to their ticket and stored, by one worker; every third answers a ticket."""

import secrets
from time import perf_counter

from app.http.files.store_mail import store_mail
from app.jobs.inbox.apply import apply_next
from tests.benchmarks.databases import Databases
from tests.benchmarks.timing import table
from tests.support_desk.mail.mails import MAILBOX, make_mail

MAILS = 600
WANTED = 50.0


def measure(databases: Databases) -> str:
    """Markdown."""
    app = databases.app(databases.database("incoming_mail"))
    with app.app_context():
        mails = [_mail(number) for number in range(MAILS)]
        start = perf_counter()
        for raw in mails:
            store_mail(raw, recipient=MAILBOX, sender=None)
        stored = perf_counter()
        while apply_next():
            pass
        end = perf_counter()
    rows = [
        ("kept as they came", MAILS / (stored - start)),
        ("parsed and in their ticket", MAILS / (end - stored)),
        ("both", MAILS / (end - start)),
    ]
    return f"### Incoming mail, per second (target {WANTED:.0f})\n\n" + table(("step", "per second"), rows)


def _mail(number: int) -> bytes:
    """Of several hundred senders, so that no breaker holds them."""
    sender, own = f"orang{number}@firma{number // 5}.id", f"<{number}@kirim.id>"
    more = {"In_Reply_To": f"<{number - 2}@kirim.id>"} if number % 3 == 2 else {}
    return make_mail(f"Pesan {secrets.token_hex(8)}", sender=sender, Message_ID=own, **more)
