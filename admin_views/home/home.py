"""The home page of each role: what waits for them."""

from typing import Any, ClassVar

from flask import redirect, url_for
from flask_admin import AdminIndexView, expose
from flask_login import current_user

from admin_views.framework.access import RoleRestricted
from admin_views.home.system_parts import troubled_parts
from admin_views.home.work_queues import WorkQueue, work_queues_of
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import gettext
from app.models.accounts.user import STAFF, Role
from app.presenters.dates import day
from workflows.work_queues import MOST_COUNTED, count_waiting, list_waiting

SECTIONS = 4  # short lists on the page; each is one statement


class HomeView(RoleRestricted, AdminIndexView):
    may_enter: ClassVar[frozenset[Role]] = STAFF - {Role.TECHNICIAN}

    @expose("/")
    def index(self) -> Any:
        if current_user.role == Role.MANAGER:
            return redirect(url_for("kpi.index"))
        now = utc_now()
        queues = work_queues_of(current_user.role)
        counts = count_waiting(db.session(), list(queues), now=now, user=current_user)
        waiting = [(name, queue) for name, queue in queues.items() if counts[name]]
        return self.render(
            "admin/index.html",
            home_title=gettext("Halo, %(name)s", name=current_user.name),
            home_subtitle=day(now),
            tiles=[_tile(queue, counts[name]) for name, queue in queues.items() if counts[name] or queue.always],
            sections=[
                *troubled_parts(current_user.role, now),
                *([_section(name, queue, counts[name], now) for name, queue in waiting[:SECTIONS]] or [_all_done()]),
            ],
        )


def _tile(pile: WorkQueue, count: int) -> dict[str, Any]:
    return {
        "label": pile.label,
        "value": f"{MOST_COUNTED}+" if count > MOST_COUNTED else count,
        "note": "",
        "tone": pile.tone if count else "neutral",
        "href": pile.list_url(),
    }


def _section(name: str, pile: WorkQueue, count: int, now: Any) -> dict[str, Any]:
    records = list_waiting(db.session(), name, now=now, user=current_user)
    more = count > len(records)
    return {
        "title": pile.label,
        "rows": [pile.row(record) for record in records],
        "empty_text": "",
        "href": pile.list_url() if more else None,
        "link_text": gettext("Lihat semua"),
    }


def _all_done() -> dict[str, Any]:
    return {
        "title": gettext("Yang menunggu Anda"),
        "rows": [],
        "empty_text": gettext("Tidak ada yang menunggu Anda sekarang."),
        "href": None,
        "link_text": "",
    }
