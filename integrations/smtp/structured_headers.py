"""Headers whose value mail programs read as it stands: an encoded or folded one does not work."""

from email.header import Header
from email.policy import EmailPolicy
from email.utils import formataddr
from typing import Any

STRUCTURED = {
    "auto-submitted",
    "in-reply-to",
    "list-id",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "message-id",
    "references",
}
ADDRESSED = {"cc", "from", "reply-to", "sender", "to"}
LONGEST_LINE = 998  # bytes, RFC 5322
LONGEST_WORD = 75  # bytes of one encoded word, RFC 2047


class MailPolicy(EmailPolicy):
    """The standard library encodes an address of more than 78 characters as `=?utf-8?q?…`: one-click fails then.

    Where it folds or encodes the name of a mailbox, it drops the quotes: `PT Sejuk, Tbk` becomes two addresses.

    `_fold` is private to it; tests read the bytes that reach a server.
    """

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """The library decodes encoded words after it has looked for line ends: look again at what came out."""
        stored = super().header_store_parse(name, value)
        if len(str(stored[1]).splitlines()) > 1:
            raise ValueError(name)
        return stored

    def _fold(self, name: str, value: Any, refold_binary: bool = False) -> Any:  # noqa: FBT001, FBT002  its signature
        addresses = getattr(value, "addresses", ()) if name.lower() in ADDRESSED else ()
        if not addresses and name.lower() not in STRUCTURED:
            return super()._fold(name, value, refold_binary)  # type: ignore[misc]
        listed = ", ".join(_mailbox(one.display_name, one.addr_spec, self.linesep) for one in addresses)
        line = f"{name}: {listed or value}"
        if not line.isascii() or max(map(len, line.split(self.linesep))) > LONGEST_LINE:
            raise ValueError(name)
        return line + self.linesep


def _mailbox(name: str, address: str, linesep: str) -> str:
    if name.isascii():
        return formataddr((name, address))
    words = Header(name, "utf-8", maxlinelen=LONGEST_WORD).encode().split()
    return f"{linesep} ".join([*words, f"<{address}>"])


MAIL_POLICY = MailPolicy(linesep="\r\n")
