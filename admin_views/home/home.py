"""The home page of each role: what waits for them."""

from collections import Counter
from datetime import datetime
from typing import Any, ClassVar

from flask import jsonify, redirect, url_for
from flask_admin import AdminIndexView, expose
from flask_login import current_user

from admin_views.framework.access import RoleRestricted
from admin_views.framework.navigation.entries import ENTRIES
from admin_views.framework.navigation.menu import places_of
from admin_views.home.service_now import service_now
from admin_views.home.system_parts import failing_parts
from admin_views.home.work_queues import WorkQueue, work_queues_of
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import N_, gettext
from app.models.accounts.user import STAFF, Role
from app.presenters.dates import day
from workflows.work_queues import MOST_COUNTED, count_waiting, list_waiting

ROWS = 3  # of each queue
SECTIONS = 4  # queues whose rows are on the page; each is one statement


class HomeView(RoleRestricted, AdminIndexView):
    may_enter: ClassVar[frozenset[Role]] = STAFF - {Role.TECHNICIAN}

    @expose("/")
    def index(self) -> Any:
        if current_user.role == Role.MANAGER:
            return redirect(url_for("kpi.index"))
        now = utc_now()
        queues = work_queues_of(current_user.role)
        counts = count_waiting(db.session(), list(queues), now=now, user=current_user)
        return self.render(
            "admin/index.html",
            home_title=gettext("Halo, %(name)s", name=current_user.name),
            home_subtitle=day(now),
            service=service_now(current_user.role, now),
            sections=failing_parts(current_user.role, now),
            groups=_groups(queues, counts, now),
            cleared=[queue.label for name, queue in queues.items() if queue.always and not counts[name]],
        )

    @expose("/counts")
    def counts(self) -> Any:
        """How many things wait behind each entry of the navigation: {entry: number}, only where the reader must act."""
        queues = work_queues_of(current_user.role)
        waiting = count_waiting(db.session(), list(queues), now=utc_now(), user=current_user) if queues else {}
        entries = {model: name for name, screens in places_of(current_user.role).items() for model in _models(screens)}
        totals = Counter[str]()
        for name, count in waiting.items():
            if queues[name].model in entries:
                totals[entries[queues[name].model]] += min(count, MOST_COUNTED)
        return jsonify({name: number for name, number in totals.items() if number and name in ENTRIES})


def _models(screens: list[Any]) -> list[Any]:
    return [screen.model for screen in screens if getattr(screen, "model", None) is not None]


def _groups(queues: dict[str, WorkQueue], counts: dict[str, int], now: datetime) -> list[dict[str, Any]]:
    """What waits, the most harmful first; the first queues show their rows, the others their number."""
    titles = {"danger": N_("Terlambat atau rusak"), "warning": N_("Hari ini"), "primary": N_("Berikutnya")}
    waiting = sorted(
        (name for name, count in counts.items() if count), key=lambda name: list(titles).index(queues[name].tone)
    )
    return [
        {"title": title, "tone": tone, "queues": found}
        for tone, title in titles.items()
        if (
            found := [
                _queue(name, queues[name], counts[name], now, with_rows=name in waiting[:SECTIONS])
                for name in waiting
                if queues[name].tone == tone
            ]
        )
    ]


def _queue(name: str, queue: WorkQueue, count: int, now: datetime, *, with_rows: bool) -> dict[str, Any]:
    records = list_waiting(db.session(), name, now=now, user=current_user, most=ROWS) if with_rows else ()
    return {
        "label": queue.label,
        "count": f"{MOST_COUNTED}+" if count > MOST_COUNTED else count,
        "href": queue.list_url(),
        "rows": [queue.row(record) for record in records],
    }
