"""Webhook keluar: which systems are told what, with the log of what they were told."""

from typing import Any, ClassVar

from flask import abort, current_app, g, request
from flask_admin import expose
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from admin_views.framework.lists.columns import moment_cell, status_of
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from admin_views.framework.navigation import list_url, record_url
from app.core.clock import utc_now
from app.core.db import db, transaction
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.http.auth.reauthentication import ask_reauthentication
from app.http.security.secret_keys import derivation_key
from app.models.accounts.user import TECHNICAL, Role, User
from app.models.facts import ALL_FACTS
from app.models.messaging.outbox import DELIVERY_FLOW, Channel, Delivery
from app.models.messaging.webhooks import WEBHOOK_FLOW, WebhookEndpoint
from app.presenters.messaging.delivery_reasons import reason
from app.presenters.status import status_badge
from workflows.webhooks import edit_endpoint, make_endpoint, note_secret_shown, secret_of, signing_versions

SHOWN = 30


class WebhookForm(PanelForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=80)])
    url = StringField(
        N_("Alamat"),
        validators=[InputRequired(), Length(max=250)],
        description=N_("Alamat https milik sistem penerima. Jaringan dalam tidak pernah dihubungi."),
        render_kw={"inputmode": "url", "autocapitalize": "none"},
    )
    facts = SelectMultipleField(
        N_("Kejadian"),
        choices=[(fact, fact) for fact in ALL_FACTS],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=N_("Penerima diberi tahu setiap kali salah satunya terjadi."),
    )


class WebhookView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = TECHNICAL
    opens: ClassVar[frozenset[str]] = frozenset({"create", "edit"})
    flow: ClassVar[Flow | None] = WEBHOOK_FLOW
    details_template = "admin/webhooks/details.html"
    empty_text = N_("Belum ada sistem lain yang berlangganan.")

    column_list = ("name", "url", "facts", "status", "created_at")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama"),
        "url": N_("Alamat"),
        "facts": N_("Kejadian"),
        "status": N_("Status"),
        "created_at": N_("Dibuat"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("status",)
    column_filters = ("status",)
    column_formatters: ClassVar[dict[str, Any]] = {
        "facts": lambda _view, _context, hook, _name: str(len(hook.facts)),
        "status": status_of(WEBHOOK_FLOW),
        "created_at": moment_cell,
    }
    column_class: ClassVar[dict[str, str]] = {"facts": "number", "url": "wrap"}
    form = WebhookForm

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, WebhookEndpoint.name, WebhookEndpoint.url)

    def create_record(self, session: Session, form: Any, actor: User) -> WebhookEndpoint:
        return make_endpoint(session, **_typed(form), actor=actor, now=utc_now())

    def edit_record(self, session: Session, form: Any, record: WebhookEndpoint, actor: User) -> WebhookEndpoint:  # noqa: ARG002
        return edit_endpoint(session, endpoint=record, **_typed(form))

    def record_sections(self, record: WebhookEndpoint) -> list[dict[str, Any]]:
        code = Markup("<code>{}</code>")
        secrets = [code.format(secret) for secret in self._secrets(record)] if "shows_secret" in g else ["•••", None]
        rows = [
            (gettext("Alamat"), code.format(record.url)),
            (gettext("Rahasia penanda tangan"), secrets[0]),
            (gettext("Rahasia lama (berlaku sampai 24 jam)"), secrets[1] if secrets[1:] else None),
            (gettext("Dijeda karena"), record.paused_because or None),
            (gettext("Kejadian"), ", ".join(record.facts)),
        ]
        return [{"title": gettext("Langganan"), "rows": [row for row in rows if row[1] is not None]}]

    def _secrets(self, record: WebhookEndpoint) -> list[str]:
        secret_key = derivation_key()
        versions = signing_versions(record, now=utc_now())
        return [secret_of(secret_key, endpoint_id=record.id, version=version) for version in versions]

    @expose("/secret/", methods=("POST",))
    def secret_view(self) -> Any:
        """The record's page with its secret, for somebody who has just proved who they are; written down."""
        record = self.get_one(request.args.get("id", ""))
        if record is None:
            abort(404)
        if (asked := ask_reauthentication()) is not None:
            return asked
        with transaction() as session:
            note_secret_shown(session, endpoint=record, actor=current_user, now=utc_now())
        g.shows_secret = True
        return self.details_view()

    def record_extra(self, record: WebhookEndpoint) -> dict[str, Any]:
        sent = select(Delivery).where(Delivery.address == record.url, Delivery.channel == Channel.WEBHOOK)
        deliveries = db.session.scalars(sent.order_by(Delivery.id.desc()).limit(SHOWN)).all()
        return {
            "shows_secret": "shows_secret" in g,
            "sendings": [_sending(delivery) for delivery in deliveries],
            "all_sendings": list_url(Delivery, flt_channel=str(Channel.WEBHOOK)),
        }


def _typed(form: Any) -> dict[str, Any]:
    loopback = current_app.config["SETTINGS"].webhook_loopback
    return {"name": form.name.data, "url": form.url.data, "facts": form.facts.data or [], "loopback": loopback}


def _sending(outgoing: Delivery) -> dict[str, Any]:
    return {
        "at": outgoing.sent_at or outgoing.created_at,
        "fact": outgoing.body.partition('"type": "')[2].partition('"')[0],
        "badge": status_badge(DELIVERY_FLOW, outgoing.status),
        "tries": outgoing.tries,
        "trouble": reason("webhook", outgoing.error_code) if outgoing.error_code else "",
        "href": record_url(Delivery, outgoing.id),
    }
