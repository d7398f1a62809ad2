"""Editing a post: one's own, or as a moderator any."""

from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import N_
from app.http.auth.access import may_enter
from app.http.auth.signed_in import signed_in_user
from app.http.forms.base import BaseForm, place_refusal
from app.http.forms.edit_version import Versioned, draw_version, require_current
from app.http.forms.submission import submit
from app.models.accounts.user import EVERYONE
from app.models.forum.forum import LONGEST_BODY, ForumEdit, ForumPost, PostStatus
from app.models.forum.forum_flow import MODERATORS
from app.web.forum.blueprint import blueprint
from app.web.forum.pace import require_pace
from workflows.forum import edit_post


class EditForm(Versioned, BaseForm):
    body = TextAreaField(N_("Teks"), validators=[InputRequired(), Length(max=LONGEST_BODY)], render_kw={"rows": 10})


@blueprint.get("/post/<int:post_id>")
@may_enter(*EVERYONE)
def edit(post_id: int) -> ResponseReturnValue:
    """One's own post to edit, and what it said before."""
    post = _own(post_id)
    form = EditForm(obj=post)
    draw_version(form)
    return _page(post, form)


@blueprint.post("/post/<int:post_id>")
@may_enter(*EVERYONE)
def save(post_id: int) -> ResponseReturnValue:
    me, form, post = signed_in_user(), EditForm(), _own(post_id)

    def work(session: Session) -> dict[str, Any]:
        stored = session.get(ForumPost, post_id, with_for_update=True, populate_existing=True)
        require_current(form, EditForm(formdata=None, obj=stored))
        return {"id": edit_post(session, post_id=post_id, body=form.body.data or "", actor=me, now=utc_now()).id}

    if not form.validate():
        return _page(post, form), 422
    try:
        require_pace(me)
        submit(work)
    except DomainError as refusal:
        place_refusal(refusal, form)
        return _page(post, form), refusal.status
    return redirect(url_for(".question", question_id=post.question_id), 303)


def _own(post_id: int) -> ForumPost:
    me, post = signed_in_user(), db.session.get(ForumPost, post_id)
    mine = post is not None and post.status != PostStatus.HIDDEN and (post.author_id == me.id or me.role in MODERATORS)
    if post is None or not mine:
        raise NotFound
    return post


def _page(post: ForumPost, form: EditForm) -> str:
    edits = select(ForumEdit).where(ForumEdit.post_id == post.id).order_by(ForumEdit.id.desc())
    return render_template("forum/edit.html", post=post, form=form, edits=db.session.scalars(edits).all())
