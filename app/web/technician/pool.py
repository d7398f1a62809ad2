"""The open pool, claims and the waiting list."""

import hashlib
from datetime import datetime
from functools import lru_cache
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy import Row
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import gettext
from app.core.identifiers import read_id
from app.http.auth.access import may_enter
from app.http.auth.signed_in import signed_in_user
from app.http.forms.submission import submit
from app.models.accounts.user import Role
from app.models.customers.customer import Site
from app.models.visits.assignment import ClaimResult
from app.presenters.visits.claim_outcomes import claim_sentence
from app.presenters.visits.visits import priority_badge
from app.web.technician.blueprint import blueprint
from workflows.visits import (
    POOL_LIMIT,
    claim_place,
    find_in_pool,
    leave_waiting_list,
    list_pool_cards,
    list_team,
    list_waiting_places,
    pool_version,
)

_POST_FIELDS = Markup("<!-- hidden fields -->")


@blueprint.get("/pool")
@may_enter(Role.TECHNICIAN)
def pool() -> ResponseReturnValue:
    now = utc_now()
    after = read_id(request.args.get("after", ""))
    cards = _cards(now, after)
    if after is not None:
        return render_template("technician/pool/more.html", **cards)
    return render_template("technician/pool/list.html", etag=f"{_version(now)}.{_contents(cards)}", **cards)


@blueprint.get("/pool/rows")
@may_enter(Role.TECHNICIAN)
def pool_rows() -> ResponseReturnValue:
    """The list alone, asked for every few seconds; 304 while what this technician sees is the same.

    The tag has two parts: one of all live tickets, which costs little to ask, and one of what the page shows.
    """
    now = utc_now()
    version = _version(now)
    known = [tag.partition(".") for tag in request.if_none_match.as_set()]
    same = next((contents for part, _dot, contents in known if part == version), None)
    cards = None if same else _cards(now)
    contents = _contents(cards) if cards else same
    answer: Response
    if cards is None or contents in {part for _version_part, _dot, part in known}:
        answer = make_response("", 304)
    else:
        answer = make_response(render_template("technician/pool/_rows.html", **cards))
    answer.set_etag(f"{version}.{contents}")
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@blueprint.get("/pool/<int:visit_id>")
@may_enter(Role.TECHNICIAN)
def pool_visit(visit_id: int) -> ResponseReturnValue:
    """One job, linked from messages; a page of its own for whoever comes too late."""
    now = utc_now()
    session = db.session()
    visit = find_in_pool(session, visit_id=visit_id, technician=current_user, now=now)
    if visit is not None:
        places = list_waiting_places(session, technician=current_user, visit_ids=[visit_id], now=now)
        return render_template(
            "technician/pool/visit.html",
            visit=visit,
            place=places.get(visit_id),
            now=now,
            priority_badge=priority_badge,
        )
    mine = any(person.id == current_user.id for person in list_team(session, visit_id=visit_id))
    return render_template("technician/pool/gone.html", visit_id=visit_id, mine=mine), 200 if mine else 404


@blueprint.post("/pool/<int:visit_id>/claim")
@may_enter(Role.TECHNICIAN)
def claim(visit_id: int) -> ResponseReturnValue:
    """The answer is a page (303) or, for a script, JSON with the same sentence."""
    technician = signed_in_user()

    def work(session: Session) -> dict[str, Any]:
        outcome = claim_place(session, visit_id=visit_id, technician=technician, now=utc_now())
        return {"result": outcome.result, "position": outcome.position}

    answer = submit(work)
    won = answer["result"] == ClaimResult.WON
    sentence = claim_sentence(ClaimResult(answer["result"]), answer["position"])
    if request.accept_mimetypes.best == "application/json":
        return {**answer, "message": str(sentence)}, 200 if won else 409
    flash(str(sentence), "success" if won else "warning")
    if won:
        return redirect(url_for("technician.visit", visit_id=visit_id), 303)
    return redirect(url_for("technician.pool"), 303)


@blueprint.post("/pool/<int:visit_id>/leave-line")
@may_enter(Role.TECHNICIAN)
def step_out(visit_id: int) -> ResponseReturnValue:
    technician = signed_in_user()
    submit(lambda session: leave_waiting_list(session, visit_id=visit_id, technician=technician, now=utc_now()))
    flash(gettext("Anda keluar dari antrean."), "info")
    return redirect(url_for("technician.pool"), 303)


def _cards(now: datetime, after: int | None = None) -> dict[str, Any]:
    session = db.session()
    visits = list_pool_cards(session, technician=current_user, now=now, after=after)
    waited_for = [visit.id for visit in visits if visit.queue_tail]
    places = list_waiting_places(session, technician=current_user, visit_ids=waited_for, now=now) if waited_for else {}
    more = visits[-1].id if len(visits) == POOL_LIMIT else None
    shown = {"visits": visits, "places": places, "more": more, "now": now}
    return {**shown, "draw_job": _draw_job, "post_fields": _POST_FIELDS}


def _draw_job(visit: Row[Any], *, claim: bool) -> Markup:
    return _drawn(str(get_locale()), visit, claim)


@lru_cache(maxsize=4000)
def _drawn(_language: str, visit: Row[Any], claim: bool) -> Markup:  # noqa: FBT001  cached by position
    """What is the same on everybody's card of a job is drawn once; of sixty jobs a claim changes one.

    `claim`: with the form that takes a place, which has `_POST_FIELDS` where each reader's own hidden fields go.
    """
    shown = {"visit": visit, "site": Site(**visit.site._asdict()), "priority": priority_badge(visit.priority)}
    html = render_template("technician/pool/_job.html", **shown, claim=claim, post_fields=_POST_FIELDS)
    return Markup(html)  # noqa: S704


def _version(now: datetime) -> str:
    return _digest(pool_version(db.session(), technician=current_user, now=now))


def _contents(cards: dict[str, Any]) -> str:
    """What this technician's page shows, and nothing else."""
    shown = [(*visit[:-1], tuple(visit.site)) for visit in cards["visits"]]  # a row's own text is cut
    return _digest(f"{shown}{sorted(cards['places'].items())}")


def _digest(text: str) -> str:
    return hashlib.sha256(f"{text}:{current_user.id}:{request.cookies.get('lang')}".encode()).hexdigest()[:16]
