"""Starts every stand-in on fixed ports for use by hand: `python -m tests.standins [--app http://127.0.0.1:8000]`.

With `--app`, statuses and payment notifications are posted to that application's webhooks.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack

from tests.standins import MailStandIn, MidtransStandIn, TelegramStandIn, WhatsAppStandIn, payloads
from tests.standins.recorder import Recorder

WHATSAPP_PORT, TELEGRAM_PORT, MIDTRANS_PORT, MAIL_PORT = 9101, 9102, 9103, 9125


def environment(
    whatsapp: WhatsAppStandIn, telegram: TelegramStandIn, midtrans: MidtransStandIn, mail: MailStandIn
) -> dict[str, str]:
    """Give the settings that make the application talk to the stand-ins."""
    return {
        "WA_API_BASE": whatsapp.url,
        "WA_TOKEN": whatsapp.token,
        "WA_PHONE_NUMBER_ID": whatsapp.phone_number_id,
        "WA_APP_SECRET": whatsapp.app_secret,
        "WA_VERIFY_TOKEN": whatsapp.verify_token,
        "TELEGRAM_API_BASE": telegram.url,
        "TELEGRAM_BOT_TOKEN": telegram.token,
        "TELEGRAM_BOT_USERNAME": telegram.username,
        "TELEGRAM_WEBHOOK_SECRET": payloads.TELEGRAM_SECRET,
        "MIDTRANS_API_BASE": midtrans.url,
        "MIDTRANS_SNAP_BASE": midtrans.url,
        "MIDTRANS_SERVER_KEY": midtrans.server_key,
        "SMTP_HOST": mail.host,
        "SMTP_PORT": str(mail.port),
        "SMTP_USERNAME": mail.username or "",
        "SMTP_PASSWORD": mail.password or "",
        "SMTP_STARTTLS": "0",
        "SMTP_SENDER": "Sigap <no-reply@sigap.test>",
    }


def _news(standins: dict[str, Recorder], seen: dict[str, int]) -> Iterator[str]:
    for name, standin in standins.items():
        for kind, found in (("received", list(standin.received)), ("VIOLATION", list(standin.violations))):
            for entry in found[seen.get(name + kind, 0) :]:
                yield f"{name} {kind}: {json.dumps(entry, default=str, ensure_ascii=False)[:600]}"
            seen[name + kind] = len(found)


def main() -> None:
    """Start, print the environment, then tell what arrives until Ctrl-C."""
    whatsapp, telegram = WhatsAppStandIn(WHATSAPP_PORT), TelegramStandIn(TELEGRAM_PORT)
    midtrans, mail = MidtransStandIn(MIDTRANS_PORT), MailStandIn(MAIL_PORT)
    parser = argparse.ArgumentParser(prog="python -m tests.standins")
    parser.add_argument("--app", help="address of the application that hears webhooks")
    if app := parser.parse_args().app:
        whatsapp.notify, midtrans.notify = f"{app}/webhooks/whatsapp", f"{app}/webhooks/midtrans"
    with ExitStack() as stack:
        for standin in (whatsapp, telegram, midtrans, mail):
            stack.enter_context(standin)
        for name, value in environment(whatsapp, telegram, midtrans, mail).items():
            sys.stdout.write(f"export {name}='{value}'\n")
        sys.stdout.flush()
        standins: dict[str, Recorder] = {
            "whatsapp": whatsapp,
            "telegram": telegram,
            "midtrans": midtrans,
            "mail": mail,
        }
        seen: dict[str, int] = {}
        while True:
            time.sleep(0.5)
            for line in _news(standins, seen):
                sys.stderr.write(line + "\n")
            sys.stderr.flush()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(0)
