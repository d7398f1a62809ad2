"""One's own EXP: balance, level, and every line with what it was for."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import gettext
from app.core.identifiers import read_id
from app.http.auth.access import may_enter
from app.http.forms.submission import submit
from app.models.accounts.user import EVERYONE
from app.models.feedback.bug import BugReport
from app.models.feedback.feedback import Feedback
from app.presenters.feedback.bugs import bug_page, cap_text, rule_label
from app.web.exp.blueprint import blueprint
from workflows.exp import Period, find_rank, hide_from_leaderboard, is_hidden, list_entries, list_levels, progress_of

PAGE = 25


@blueprint.get("/portal/exp")
@may_enter(*EVERYONE)
def account() -> ResponseReturnValue:
    session, me = db.session(), current_user.id
    entries = list_entries(session, user_id=me, before=read_id(request.args.get("before", "")), limit=PAGE)
    sources = _sources(session, entries)
    return render_template(
        "exp/account.html",
        progress=progress_of(session, user_id=me),
        levels=list_levels(session),
        hidden=is_hidden(session, user_id=me),
        rank=find_rank(session, user_id=me, period=Period.MONTH, now=utc_now()),
        lines=[
            {
                "entry": entry,
                "label": rule_label(entry),
                "cap": cap_text(entry),
                "href": sources.get((entry.source_kind, entry.source_id)),
            }
            for entry in entries
        ],
        older=entries[-1].id if len(entries) == PAGE else None,
    )


@blueprint.post("/portal/exp/hide")
@may_enter(*EVERYONE)
def hide() -> ResponseReturnValue:
    """One's own choice whether to stand on the leaderboard."""
    hidden, me = request.form.get("hidden") == "1", current_user.id

    def work(session: Session) -> dict[str, Any]:
        hide_from_leaderboard(session, user_id=me, hidden=hidden)
        return {}

    submit(work)
    text = gettext("Nama Anda tidak lagi tampil di papan peringkat.") if hidden else gettext("Nama Anda tampil lagi.")
    flash(text, "success")
    return redirect(url_for(".account"), 303)


def _sources(session: Session, entries: Any) -> dict[tuple[str, int], str]:
    """Where each line leads; only what is this person's own."""
    found: dict[tuple[str, int], str] = {}
    for kind, id_of, number, owner in (
        ("bug", BugReport.id, BugReport.number, BugReport.reporter_id),
        ("feedback", Feedback.id, Feedback.number, Feedback.author_id),
    ):
        ids = {entry.source_id for entry in entries if entry.source_kind == kind}
        if ids:
            own = select(id_of, number).where(id_of.in_(ids), owner == current_user.id)
            for record_id, text in session.execute(own):
                found[kind, record_id] = bug_page(text) if kind == "bug" else url_for("feedback.own", number=text)
    return found
