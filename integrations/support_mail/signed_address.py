"""The address a customer answers to: `bantuan+t42.gu7rlpplingamfxw@firma.id`; nobody else can make one up."""

import hmac
import re
from base64 import b32encode
from collections.abc import Iterable, Sequence
from email.message import EmailMessage
from email.utils import getaddresses
from hashlib import sha256

MAC_BYTES = 10  # 16 letters of base32: local parts are lower-cased on the way, so no base64
WHERE = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")  # forwarding hides To
_BOUNCE = re.compile(r"\+d([0-9]{1,19})\.([a-z2-7]{16})@", re.IGNORECASE)
_TAG = re.compile(r"\+t([0-9]{1,19})\.([a-z2-7]{16})@", re.IGNORECASE)
_FOR = re.compile(r"\bfor\s+<?([^\s<>;]+@[^\s<>;]+)>?", re.IGNORECASE)


def mac_of(number: int, key: bytes, *, kind: str = "t") -> str:
    """`kind`: `t` a ticket, `d` a mail of ours."""
    digest = hmac.new(key, f"sigap-mail-v1:{kind}:{number}".encode(), sha256).digest()
    return b32encode(digest[:MAC_BYTES]).decode().lower()


def address_of(ticket_id: int, *, mailbox: str, key: bytes) -> str:
    """`mailbox` is the desk's plain address."""
    local, _, domain = mailbox.partition("@")
    return f"{local}+t{ticket_id}.{mac_of(ticket_id, key)}@{domain}"


def bounce_address_of(mail_id: int, *, mailbox: str, key: bytes) -> str:
    """The envelope's sender, by which a report that a mail of ours did not arrive names it (VERP)."""
    local, _, domain = mailbox.partition("@")
    return f"{local}+d{mail_id}.{mac_of(mail_id, key, kind='d')}@{domain}"


def find_bounced(mail: EmailMessage, keys: Sequence[bytes]) -> int | None:
    """The mail of ours that a report came back to."""
    for address in _addresses(mail):
        for number, mac in _BOUNCE.findall(address):
            if any(hmac.compare_digest(mac_of(int(number), key, kind="d"), mac.lower()) for key in keys):
                return int(number)
    return None


def read_address(text: str, keys: Sequence[bytes]) -> int | None:
    """The ticket a signed address names; `keys`: the new one first, then the one before it."""
    for number, mac in _TAG.findall(text):
        for key in keys:
            if hmac.compare_digest(mac_of(int(number), key), mac.lower()):
                return int(number)
    return None


def find_signed(mail: EmailMessage, keys: Sequence[bytes]) -> int | None:
    """In whichever header the address has survived."""
    for address in _addresses(mail):
        found = read_address(address, keys)
        if found is not None:
            return found
    return None


def _addresses(mail: EmailMessage) -> Iterable[str]:
    for name in WHERE:
        yield from (address for _name, address in getaddresses([str(value) for value in mail.get_all(name, [])]))
    for received in mail.get_all("Received", []):
        yield from _FOR.findall(str(received))
