"""Headers whose value mail programs read as it stands: an encoded or folded one does not work."""

from email.policy import EmailPolicy
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
LONGEST_LINE = 998  # bytes, RFC 5322


class MailPolicy(EmailPolicy):
    """The standard library encodes an address of more than 78 characters as `=?utf-8?q?…`: one-click fails then.

    `_fold` is private to it; tests read the bytes that reach a server.
    """

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """The library decodes encoded words after it has looked for line ends: look again at what came out."""
        stored = super().header_store_parse(name, value)
        if len(str(stored[1]).splitlines()) > 1:
            raise ValueError(name)
        return stored

    def _fold(self, name: str, value: Any, refold_binary: bool = False) -> Any:  # noqa: FBT001, FBT002  its signature
        if name.lower() not in STRUCTURED:
            return super()._fold(name, value, refold_binary)  # type: ignore[misc]
        line = f"{name}: {value}"
        if not line.isascii() or len(line) > LONGEST_LINE:
            raise ValueError(name)
        return line + self.linesep


MAIL_POLICY = MailPolicy(linesep="\r\n")
