"""Asking, answering, accepting, following and reporting: everybody with an account."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import N_, gettext
from app.core.identifiers import read_id
from app.http.auth.access import may_enter
from app.http.auth.signed_in import find_signed_in_user
from app.http.forms.base import BaseForm, place_refusal
from app.http.forms.submission import submit
from app.models.accounts.user import EVERYONE, User
from app.models.forum.forum import LONGEST_BODY, ForumPost, PostStatus
from app.models.help.article import HelpCategory
from app.web.forum.blueprint import blueprint
from app.web.forum.pace import require_pace
from app.web.forum.pages import draw_question
from workflows.forum import (
    accept_answer,
    answer_question,
    ask_question,
    follow_forum,
    get_question,
    report_post,
)

HELD = N_("Kiriman Anda tampil setelah diperiksa moderator.")


class QuestionForm(BaseForm):
    title = StringField(N_("Pertanyaan dalam satu kalimat"), validators=[InputRequired(), Length(max=150)])
    body = TextAreaField(N_("Ceritakan"), validators=[InputRequired(), Length(max=LONGEST_BODY)])
    category_id = SelectField(N_("Kategori"), choices=[])
    tags = StringField(N_("Tag, dipisah koma"), validators=[Length(max=200)])


@blueprint.get("/ask")
@may_enter(*EVERYONE)
def ask() -> ResponseReturnValue:
    return render_template("forum/ask.html", form=_form())


@blueprint.post("/ask")
@may_enter(*EVERYONE)
def post_question() -> ResponseReturnValue:
    form, me = _form(), _me()
    if not form.validate():
        return render_template("forum/ask.html", form=form), 422
    try:
        require_pace(me)

        def work(session: Session) -> dict[str, Any]:
            question = ask_question(
                session,
                title=form.title.data or "",
                body=form.body.data or "",
                tags=(form.tags.data or "").split(","),
                category_id=read_id(form.category_id.data or ""),
                actor=me,
                now=utc_now(),
            )
            return {"id": question.id, "held": not question.is_shown}

        made = submit(work)
    except DomainError as refusal:
        place_refusal(refusal, form)
        return render_template("forum/ask.html", form=form), refusal.status
    flash(gettext(HELD) if made["held"] else gettext("Pertanyaan Anda tampil."), "success")
    return _to(made["id"])


@blueprint.post("/<int:question_id>/answer")
@may_enter(*EVERYONE)
def answer(question_id: int) -> ResponseReturnValue:
    """An answer; with `parent`, a comment on that post."""
    me, body, parent_id = _me(), _field("body"), read_id(request.form.get("parent", ""))

    def work(session: Session) -> dict[str, Any]:
        values = {"question_id": question_id, "body": body, "actor": me, "now": utc_now()}
        post = answer_question(session, **values, parent_id=parent_id)
        return {"held": post.status == PostStatus.HELD}

    try:
        require_pace(me)
        made = submit(work)
    except DomainError as refusal:
        return draw_question(question_id, error=str(refusal), typed=body, parent_id=parent_id), refusal.status
    flash(gettext(HELD) if made["held"] else gettext("Terima kasih, jawaban Anda tampil."), "success")
    return _to(question_id)


@blueprint.post("/post/<int:post_id>/accept")
@may_enter(*EVERYONE)
def accept(post_id: int) -> ResponseReturnValue:
    me = _me()

    def work(session: Session) -> dict[str, Any]:
        return {"id": accept_answer(session, post_id=post_id, actor=me, now=utc_now()).id}

    made = _do(work, me)
    return _to(made["id"]) if made else redirect(url_for(".index"), 303)


@blueprint.post("/post/<int:post_id>/report")
@may_enter(*EVERYONE)
def report(post_id: int) -> ResponseReturnValue:
    me, post = _me(), db.session.get(ForumPost, post_id)
    if post is None or post.status != PostStatus.SHOWN:
        raise NotFound
    reason = _field("reason")

    def work(session: Session) -> dict[str, Any]:
        report_post(session, post_id=post_id, actor=me, reason=reason)
        return {"id": post_id}

    if _do(work, me) is None:
        return draw_question(post.question_id, reported=(post.id, reason)), 422
    flash(gettext("Terima kasih, moderator akan memeriksanya."), "success")
    return _to(post.question_id)


@blueprint.post("/follow")
@may_enter(*EVERYONE)
def follow() -> ResponseReturnValue:
    """A question, a tag or a category; `on` empty stops it."""
    me, tag = _me(), _field("tag")[:40]
    question_id, category_id = (read_id(request.form.get(name, "")) for name in ("question", "category"))
    if question_id is not None:
        get_question(db.session(), question_id, reader=me)
    if category_id is not None and db.session.get(HelpCategory, category_id) is None:
        raise NotFound
    what = {"question_id": question_id, "category_id": category_id, "tag": tag or None}
    if sum(value is not None for value in what.values()) != 1:
        raise NotFound

    def work(session: Session) -> dict[str, Any]:
        follow_forum(session, actor=me, **what, on=bool(request.form.get("on")))
        return {"on": bool(request.form.get("on"))}

    if (made := _do(work, me)) is not None:
        flash(gettext("Anda mengikuti ini.") if made["on"] else gettext("Anda tidak mengikuti ini lagi."), "success")
    return _to(question_id) if question_id else redirect(url_for(".index", tag=tag or None, category=category_id), 303)


def _form() -> QuestionForm:
    form = QuestionForm()
    rows = db.session.execute(select(HelpCategory.id, HelpCategory.name).order_by(HelpCategory.position))
    form.category_id.choices = [("", gettext("Tanpa kategori")), *((str(row.id), row.name) for row in rows)]
    return form


def _me() -> User:
    me = find_signed_in_user()
    if me is None:
        raise NotFound
    return me


def _do(work: Callable[[Session], dict[str, Any]], me: User) -> dict[str, Any] | None:
    """None after a refusal, which is said on the next page."""
    try:
        require_pace(me)
        return submit(work)
    except DomainError as refusal:
        flash(str(refusal), "error")
        return None


def _field(name: str) -> str:
    return request.form.get(name, "").replace("\x00", "")


def _to(question_id: int) -> ResponseReturnValue:
    return redirect(url_for(".question", question_id=question_id), 303)
