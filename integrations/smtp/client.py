"""Sends e-mail through an SMTP server, one connection per message."""

import smtplib
import ssl
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import formatdate, parseaddr

from integrations.attachment import Attachment
from integrations.outcome import Accepted, ChannelDown, DeliveryProblem, Refused, TryLater
from integrations.shapes import clean
from integrations.smtp.structured_headers import MAIL_POLICY
from integrations.wire import READ_TIMEOUT

IMPLICIT_TLS_PORT = 465
FIRST_PERMANENT = 500
LOGIN_REFUSED = {530, 534, 535, 538}
SENDER_REFUSED = {550, 553}
AUTOMATIC = {"Auto-Submitted": "auto-generated"}  # keeps holiday answers of customers away from our mailbox


class SmtpClient:
    """One mail account; TLS is required when `starttls` is set, and implied on port 465."""

    def __init__(
        self,
        host: str,
        port: int,
        username: str | None,
        password: str | None,
        starttls: bool,  # noqa: FBT001 - the settings' own order
        sender: str,
        *,
        timeout: float = READ_TIMEOUT,
    ) -> None:
        self._host, self._port, self._timeout = host, port, timeout
        self._username, self._password = username or "", password or ""
        self._starttls = starttls and port != IMPLICIT_TLS_PORT
        self._sender = sender
        # What we say in EHLO: asking the resolver for our own name can take seconds and tells an internal one.
        self._greeting = parseaddr(sender)[1].rpartition("@")[2] or "localhost"

    def send(
        self,
        to: str,
        subject: str,
        text: str,
        html: str | None = None,
        *,
        message_id: str,
        headers: Mapping[str, str] | None = None,
        bounces_to: str | None = None,
        attachments: Sequence[Attachment] = (),
    ) -> Accepted:
        """Send one message; `message_id` (with its angle brackets) is kept over retries so that a double shows.

        A header that is given empty is left out, Auto-Submitted, too. `bounces_to`: the sender of the envelope.
        """
        message = self._compose(to, subject, text, html, message_id)
        for attachment in attachments:
            main, _, sub = attachment.media_type.partition("/")
            message.add_attachment(attachment.content, maintype=main, subtype=sub, filename=attachment.name)
        for name, value in {**AUTOMATIC, **(headers or {})}.items():
            if value:
                message[name] = value
        with self._translated():
            server = self._connect()
            try:
                self._log_in(server)
                server.send_message(message, from_addr=bounces_to)
            finally:
                # Once the server has taken the message, a failing goodbye changes nothing.
                with suppress(smtplib.SMTPException, OSError):
                    server.quit()
        return Accepted(message_id, to)

    def _connect(self) -> smtplib.SMTP:
        if self._port == IMPLICIT_TLS_PORT:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self._host, self._port, self._greeting, timeout=self._timeout, context=context)
        return smtplib.SMTP(self._host, self._port, self._greeting, timeout=self._timeout)

    def _log_in(self, server: smtplib.SMTP) -> None:
        if self._starttls:
            with _needs("starttls_missing"):
                server.starttls(context=ssl.create_default_context())
        if self._username:
            with _needs("auth_missing"):
                server.login(self._username, self._password)

    def _compose(self, to: str, subject: str, text: str, html: str | None, message_id: str) -> EmailMessage:
        address = parseaddr(to)[1]
        if not address.isascii() or address.count("@") != 1 or any(sign in to for sign in "\r\n,;"):
            raise Refused("bad_address", clean(to)[:200])
        message = EmailMessage(policy=MAIL_POLICY)
        try:
            message["From"], message["To"] = self._sender, to
            # "=?" begins an encoded word, which the library decodes: what was typed could end the header
            message["Subject"] = " ".join(clean(subject).replace("=?", "= ?").split())
            message["Message-ID"] = message_id
        except (ValueError, IndexError, MessageError) as error:
            raise Refused("bad_address", type(error).__name__) from error
        message["Date"] = formatdate()
        message.set_content(clean(text))
        if html is not None:
            message.add_alternative(clean(html), subtype="html")
        return message

    @contextmanager
    def _translated(self) -> Generator[None]:
        try:
            yield
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            raise self._judged(code, words) from None
        except smtplib.SMTPSenderRefused as error:
            raise self._judged(error.smtp_code, error.smtp_error, hopeless=SENDER_REFUSED) from None
        except smtplib.SMTPResponseException as error:
            raise self._judged(error.smtp_code, error.smtp_error) from None
        except TimeoutError:
            raise TryLater("timeout") from None
        except ssl.SSLError as error:
            raise TryLater("tls", type(error).__name__) from None
        except OSError as error:  # smtplib's own exceptions are OSErrors too
            raise TryLater(_silence(error), type(error).__name__) from None

    def _judged(
        self, code: int, words: bytes | str, hopeless: set[int] | frozenset[int] = frozenset()
    ) -> DeliveryProblem:
        text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
        detail = clean(text.replace(self._password, "***") if self._password else text)[:500]
        if code in LOGIN_REFUSED or code in hopeless:
            return ChannelDown(str(code), detail)
        if code >= FIRST_PERMANENT:
            return Refused(str(code), detail)
        return TryLater(str(code) if code > 0 else "connection_lost", detail)


@contextmanager
def _needs(code: str) -> Generator[None]:
    # What the server does not offer is never done without: no plain text instead of TLS.
    try:
        yield
    except smtplib.SMTPNotSupportedError as error:
        raise ChannelDown(code, type(error).__name__) from None


def _silence(error: Exception) -> str:
    # smtplib turns a timeout into "disconnected" and keeps the truth in the context.
    if isinstance(error.__context__, TimeoutError):
        return "timeout"
    lost = isinstance(error, smtplib.SMTPException | ConnectionResetError | BrokenPipeError)
    return "connection_lost" if lost else "unreachable"
