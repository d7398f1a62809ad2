"""A received mail beside its ticket: its HTML with pictures of others asked for first, and as it came."""

from typing import Any

from flask import Response, abort, request, url_for
from flask_admin import expose
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy import select

from admin_views.framework.navigation import record_url
from app.core.db import db
from app.http.files.reading.mails import show_html
from app.http.files.storage import storage
from app.http.security.headers import allow_remote_pictures
from app.models.files.document import StoredFile
from app.models.support.mail.mail import SupportMail
from app.models.support.ticket import SupportTicket
from app.policies.visibility import support_visible_to

LONGEST_SHOWN = 1_000_000  # bytes of a mail as it came


class MailPages:
    """For the screen of support tickets: whoever may see the ticket reads its mails."""

    @expose("/mail/<int:mail_id>")
    def mail(self, mail_id: int) -> Any:
        row, raw = _read(mail_id)
        with_pictures = request.args.get("pictures") == "1"
        shown = show_html(raw, remote_pictures=with_pictures)
        page = self.render(  # type: ignore[attr-defined]
            "admin/support/mail.html",
            mail=row,
            html=Markup(shown.html) if shown else None,  # noqa: S704 - cleaned by an allow-list
            left_out=shown.left_out if shown else 0,
            ticket_url=record_url(SupportTicket, row.ticket_id),
        )
        return allow_remote_pictures(Response(page)) if with_pictures else page

    @expose("/mail/<int:mail_id>/raw")
    def mail_raw(self, mail_id: int) -> Any:
        """As text only, whatever it says of itself; a long one up to its first megabyte."""
        _row, raw = _read(mail_id)
        return Response(raw[:LONGEST_SHOWN].decode("utf-8", "replace"), content_type="text/plain; charset=utf-8")


def mail_url(mail: SupportMail | None) -> str | None:
    """None for what came or left by no mail that is kept."""
    return url_for("support.mail", mail_id=mail.id) if mail is not None and mail.raw_file_id else None


def find_first_mail(ticket_id: int) -> SupportMail | None:
    """The one that a ticket was opened by."""
    opened = select(SupportMail).where(SupportMail.ticket_id == ticket_id, SupportMail.message_id.is_(None))
    return db.session.scalars(opened.where(SupportMail.event_id.is_not(None)).order_by(SupportMail.id).limit(1)).first()


def _read(mail_id: int) -> tuple[SupportMail, bytes]:
    wanted = select(SupportMail).join(SupportTicket, SupportTicket.id == SupportMail.ticket_id)
    mail = db.session.scalars(wanted.where(SupportMail.id == mail_id, support_visible_to(current_user))).one_or_none()
    stored = db.session.get(StoredFile, mail.raw_file_id) if mail and mail.raw_file_id else None
    if mail is None or stored is None:
        abort(404)
    with storage().open(stored.storage_key) as content:
        return mail, content.read()
