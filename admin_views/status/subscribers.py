"""Pelanggan kabar status: whom the status page's news goes to, and a way to take an address out on request."""

from typing import Any, ClassVar

from flask import flash, redirect, url_for
from flask_admin import expose
from flask_login import current_user
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from admin_views.framework.lists.columns import choice_of, moment_cell
from admin_views.framework.lists.search import starts_with
from admin_views.framework.model_view import AdminModelView
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import N_, gettext
from app.http.forms.submission import submit
from app.models.accounts.user import OPERATORS, Role
from app.models.status.status_page import StatusComponent
from app.models.status.subscriber import CHANNEL_LABELS, StatusSubscriber
from app.presenters.dates import moment
from workflows.status import remove_subscriber

LOCALES = {"id": N_("Indonesia"), "en": N_("Inggris")}


class SubscriberView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = OPERATORS
    details_template = "admin/status/subscriber.html"
    empty_text = N_("Belum ada alamat. Pengunjung mendaftar sendiri dari halaman status.")

    column_list = ("email", "channel", "locale", "created_at", "confirmed_at")
    column_labels: ClassVar[dict[str, Any]] = {
        "email": N_("Alamat"),
        "channel": N_("Lewat"),
        "locale": N_("Bahasa"),
        "created_at": N_("Diminta"),
        "confirmed_at": N_("Dikonfirmasi"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ()
    column_formatters: ClassVar[dict[str, Any]] = {
        "email": lambda _view, _context, record, _name: record.address or gettext("Menunggu pesannya"),
        "channel": choice_of(CHANNEL_LABELS),
        "locale": choice_of(LOCALES),
        "created_at": moment_cell,
        "confirmed_at": moment_cell,
    }

    def search_for(self, query: Any, words: str) -> Any:
        address = words.strip().lower()
        return query.where(
            or_(starts_with(StatusSubscriber.email, address), starts_with(StatusSubscriber.url, address))
        )

    def record_title(self, record: StatusSubscriber) -> str:
        return record.address or gettext("Menunggu pesannya")

    def record_sections(self, record: StatusSubscriber) -> list[dict[str, Any]]:
        chosen = select(StatusComponent.name).where(StatusComponent.id.in_(record.component_ids))
        names = list(db.session.scalars(chosen.order_by(StatusComponent.position, StatusComponent.id)))
        rows = [
            (gettext("Lewat"), str(CHANNEL_LABELS[record.channel])),
            (gettext("Bahasa"), str(LOCALES.get(record.locale, record.locale))),
            (gettext("Layanan"), ", ".join(names) or gettext("Semua layanan")),
            (gettext("Diminta"), moment(record.created_at)),
            (
                gettext("Dikonfirmasi"),
                moment(record.confirmed_at) if record.confirmed_at else gettext("Belum; dihapus setelah 7 hari"),
            ),
        ]
        return [{"title": gettext("Rincian"), "rows": rows}]

    @expose("/<int:id>/remove", methods=("POST",))
    def remove(self, id: int) -> Any:  # noqa: A002
        """Take the address out: its owner asked us to."""

        def work(session: Session) -> dict[str, Any]:
            remove_subscriber(session, subscriber_id=id, actor=current_user, now=utc_now())
            return {}

        submit(work)
        flash(gettext("Alamat ini tidak menerima kabar lagi."), "success")
        return redirect(url_for(".index_view"))
