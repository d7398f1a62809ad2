"""Obrolan: who waits, who talks with whom, and one chat to answer in. Whoever has it open is there for visitors."""

from dataclasses import replace
from typing import Any, ClassVar

from flask import abort, render_template, url_for
from flask_admin import expose
from flask_login import current_user
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from admin_views.framework.lists.columns import badge, moment_cell, person_cell, short_text, status_of
from admin_views.framework.lists.search import search_few
from admin_views.framework.model_view import AdminModelView
from admin_views.framework.records.links import record_link
from app.core.clock import utc_now
from app.core.db import db, transaction
from app.core.flow import Flow, Transition
from app.core.i18n import N_, gettext
from app.models.accounts.user import Role, User
from app.models.chat.chat import CHAT_FLOW, TYPING, Chat, ChatSide, ChatStatus
from app.models.support.ticket import TicketKind
from app.models.support.ticket_steps import SUPPORT_TEAM
from app.policies.visibility import chats_visible_to
from app.presenters.dates import ago, moment
from workflows.chat import list_messages, list_present, see_agent
from workflows.support import list_possible_assignees

SHOWN = 30


def visitor_cell(_view: Any, _context: Any, record: Chat, _name: str) -> Any:
    name = record.visitor_name or gettext("Pengunjung")
    return badge(gettext("Pesan baru"), "warning") + f" {name}" if record.unread_at else name


class ChatView(AdminModelView):
    may_enter: ClassVar[frozenset[Role]] = SUPPORT_TEAM
    flow: ClassVar[Flow | None] = CHAT_FLOW
    moves_elsewhere: ClassVar[frozenset[str]] = frozenset({"reply"})
    list_template = "admin/chat/list.html"
    details_template = "admin/chat/details.html"
    empty_text = N_("Obrolan dari portal dan dari situs Anda muncul di sini. Selama halaman ini terbuka, Anda berjaga.")

    column_list = ("visitor_name", "topic", "page", "agent", "created_at", "status")
    column_labels: ClassVar[dict[str, Any]] = {
        "visitor_name": N_("Pengunjung"),
        "topic": N_("Tentang"),
        "page": N_("Halaman"),
        "agent": N_("Petugas"),
        "created_at": N_("Mulai"),
        "status": N_("Status"),
    }
    column_default_sort = ("id", True)
    column_sortable_list = ("status",)
    column_filters = ("status",)
    column_formatters: ClassVar[dict[str, Any]] = {
        "visitor_name": visitor_cell,
        "page": short_text(40),
        "agent": person_cell,
        "created_at": moment_cell,
        "status": status_of(CHAT_FLOW),
    }

    def visible_to(self, user: User) -> ColumnElement[bool]:
        return chats_visible_to(user)

    def search_for(self, query: Any, words: str) -> Any:
        return search_few(query, words, Chat.visitor_name, Chat.visitor_email, Chat.topic)

    def record_title(self, record: Chat) -> str:
        return record.visitor_name or gettext("Pengunjung")

    def record_owner(self, record: Chat) -> str | None:
        return record.agent.name if record.agent else None

    def record_sections(self, record: Chat) -> list[dict[str, Any]]:
        ticket = record.ticket
        rows = [
            (gettext("Tentang"), record.topic),
            (gettext("E-mail (belum dikonfirmasi)"), record.visitor_email),
            (gettext("Akun"), record.requester.name if record.requester else None),
            (gettext("Halaman"), record.page),
            (gettext("Mulai"), moment(record.created_at)),
            (gettext("Berakhir"), moment(record.ended_at) if record.ended_at else None),
            (gettext("Tiket"), record_link(ticket)),
        ]
        return [{"title": gettext("Rincian"), "rows": [row for row in rows if row[1]]}]

    def record_extra(self, record: Chat) -> dict[str, Any]:
        self._be_there()
        return {"facts_beside": True, **_thread(record)}

    def transition_for(self, record: Chat, transition: Transition) -> Transition:  # noqa: ARG002
        asks = tuple(
            replace(ask, choices=tuple((str(one), name) for one, name in _colleagues()))
            if ask.kind == "person"
            else ask
            for ask in transition.asks
        )
        return replace(transition, asks=asks) if asks != transition.asks else transition

    @expose("/waiting")
    def waiting(self) -> Any:
        """Who waits and who is there; asking for it says that one is there oneself."""
        self._be_there()
        session = db.session()
        open_chats = select(Chat).where(Chat.status != ChatStatus.ENDED).options(joinedload(Chat.agent))
        rows = session.scalars(open_chats.order_by(Chat.unread_at.nulls_last(), Chat.id).limit(SHOWN)).all()
        return render_template(
            "admin/chat/_waiting.html",
            rows=[
                {"chat": one, "href": url_for(".details_view", id=one.id), "since": ago(one.created_at)} for one in rows
            ],
            unread=sum(one.unread_at is not None for one in rows),
            present=len(list_present(session, now=utc_now())),
        )

    @expose("/thread/<int:chat_id>")
    def thread(self, chat_id: int) -> Any:
        record = self.get_one(chat_id)
        if record is None:
            abort(404)
        self._be_there()
        return render_template("admin/chat/_thread.html", **_thread(record))

    @expose("/typing/<int:chat_id>", methods=("POST",))
    def typing(self, chat_id: int) -> Any:
        """The visitor sees it for six seconds."""
        record = self.get_one(chat_id)
        if record is None:
            abort(404)
        if record.agent_id == current_user.id and record.status == ChatStatus.TAKEN:
            with transaction() as session:
                session.get_one(Chat, chat_id, with_for_update=True, populate_existing=True).agent_typing_at = utc_now()
        return "", 204

    def _be_there(self) -> None:
        with transaction() as session:
            see_agent(session, user_id=current_user.id, now=utc_now())


def _colleagues() -> list[tuple[int, str]]:
    return list(list_possible_assignees(db.session(), kind=TicketKind.QUESTION))


def _thread(record: Chat) -> dict[str, Any]:
    typing_at = record.visitor_typing_at
    entries = [
        {
            "text": one.text,
            "ours": one.side != ChatSide.VISITOR,
            "who": one.author.name if one.author else record.visitor_name or gettext("Pengunjung"),
            "at": moment(one.created_at),
            "on": one.created_at,
        }
        for one in list_messages(db.session(), chat_id=record.id)
    ]
    return {
        "entries": entries,
        "chat": record,
        "typing": typing_at is not None and utc_now() - typing_at < TYPING,
        "last_seen": ago(record.visitor_seen_at),
    }
