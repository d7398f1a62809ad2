"""Media sosial: what people write about the company in public, or to its page."""

from typing import Any, ClassVar

from flask import current_app, url_for
from flask_wtf.file import MultipleFileField
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from admin_views.framework.lists.columns import badge, choice_of, moment_cell, short_text, status_of
from admin_views.framework.lists.filters import ChoiceFilter
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView, PanelForm
from admin_views.framework.picture_uploads import TakesPictures
from app.core.clock import utc_now
from app.core.db import db
from app.core.flow import Flow
from app.core.i18n import N_, gettext
from app.models.access_links import AccessLink, LinkKind
from app.models.accounts.user import Role, User
from app.models.social.social import NETWORK_NAMES, Network, SocialPost
from app.models.social.social_flow import SOCIAL_FLOW
from app.models.support.ticket_steps import SUPPORT_TEAM
from app.policies.visibility import social_posts_visible_to
from app.presenters.dates import moment
from workflows.documents import store_file
from workflows.social import note_post


class PostForm(PanelForm):
    network = SelectField(N_("Jaringan"), choices=list(NETWORK_NAMES.items()), default=Network.FACEBOOK)
    url = StringField(N_("Tautan kiriman"), validators=[InputRequired(), Length(max=300)])
    author = StringField(N_("Penulis"), validators=[Length(max=120)])
    text = TextAreaField(N_("Teks"), validators=[InputRequired(), Length(max=5000)], render_kw={"rows": 6})
    attachments = MultipleFileField(
        N_("Tangkapan layar"), description=N_("Gambar; beberapa sekaligus."), render_kw={"accept": "image/*"}
    )


def text_cell(view: Any, context: Any, record: SocialPost, name: str) -> Any:
    text = short_text(90)(view, context, record, name)
    return badge(gettext("Ditarik penulisnya"), "neutral") + " " + text if record.is_withdrawn else text


class SocialPostView(TakesPictures, AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = SUPPORT_TEAM
    opens: ClassVar[frozenset[str]] = frozenset({"create"})
    flow: ClassVar[Flow | None] = SOCIAL_FLOW
    empty_text = N_("Kiriman dari tag, umpan dan halaman Anda muncul di sini; yang lain dicatat dengan tautannya.")
    record_loads = (SocialPost.ticket, SocialPost.source)

    column_list = ("text", "network", "author", "posted_at", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "text": N_("Teks"),
        "network": N_("Jaringan"),
        "author": N_("Penulis"),
        "posted_at": N_("Ditulis"),
        "status": N_("Status"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("status", "network")
    column_filters = (
        "status",
        ChoiceFilter("network", N_("Jaringan"), SocialPost.network, list(NETWORK_NAMES.items())),
    )
    column_formatters: ClassVar[dict[str, Any]] = {
        "text": text_cell,
        "network": choice_of(NETWORK_NAMES),
        "posted_at": moment_cell,
        "status": status_of(SOCIAL_FLOW),
    }
    form = PostForm

    def _loads_of_columns(self) -> list[Any]:
        return [*super()._loads_of_columns(), joinedload(SocialPost.ticket)]

    def visible_to(self, user: User) -> ColumnElement[bool]:
        return social_posts_visible_to(user)

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, SocialPost.text, SocialPost.author)

    def create_record(self, session: Session, form: Any, actor: User) -> SocialPost:
        return note_post(
            session,
            network=Network(form.network.data),
            url=form.url.data,
            author=form.author.data or "",
            text=form.text.data,
            file_ids=tuple(store_file(session, picture, actor=actor).id for picture in form.pictures),
            actor=actor,
            now=utc_now(),
        )

    def record_title(self, record: SocialPost) -> str:
        return f"{gettext(NETWORK_NAMES[record.network])} · {record.author or record.author_id}".strip(" ·")

    def record_links(self, record: SocialPost) -> list[dict[str, Any]]:
        links = []
        if record.ticket is not None:
            href = url_for("support.details_view", id=record.ticket_id)
            links.append({"label": record.ticket.number, "href": href, "icon": "wrench"})
        if record.url:
            links.append({"label": gettext("Buka di jaringannya"), "href": record.url, "icon": "link"})
        return links

    def record_sections(self, record: SocialPost) -> list[dict[str, Any]]:
        rows = [
            (gettext("Teks"), record.text),
            (gettext("Jaringan"), gettext(NETWORK_NAMES[record.network])),
            (gettext("Penulis"), record.author or record.author_id),
            (gettext("Ditulis"), moment(record.posted_at)),
            (gettext("Sumber"), record.source.name if record.source else None),
            (gettext("Ditarik penulisnya"), gettext("Ya") if record.is_withdrawn else None),
            (gettext("Tautan pribadi untuk penulisnya"), self._private_link(record)),
        ]
        return [{"title": gettext("Rincian"), "rows": [row for row in rows if row[1]]}]

    def _private_link(self, record: SocialPost) -> str | None:
        """By which the author goes on where nobody reads along; an answer in public holds nothing personal."""
        if record.ticket_id is None:
            return None
        live = select(AccessLink.token).where(
            AccessLink.ticket_id == record.ticket_id,
            AccessLink.kind == LinkKind.SUPPORT,
            AccessLink.revoked_at.is_(None),
        )
        token = db.session.scalar(live.order_by(AccessLink.id).limit(1))
        base = current_app.config["SETTINGS"].public_url.rstrip("/")
        return f"{base}/ticket/{token}" if token else None
