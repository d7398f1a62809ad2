"""The blueprint of the person's own page, and the page itself, which every form of it comes back to."""

from flask import Blueprint, render_template
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import BooleanField, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from app.core.db import db
from app.core.i18n import N_
from app.http.auth.signed_in import signed_in_user
from app.http.forms.base import BaseForm
from app.http.forms.edit_version import Versioned, draw_version
from app.http.pages.language import LANGUAGES
from app.models.accounts.user import Leave, Role, User
from app.models.customers.customer import Customer
from workflows.accounts.members import find_email_change
from workflows.exp import is_hidden, is_named

blueprint = Blueprint("profile", __name__, url_prefix="/profile")
SHOWN_LEAVES = 20


class ProfileForm(Versioned, BaseForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=120)], render_kw={"autocomplete": "name"})
    username = StringField(
        N_("Nama pengguna"),
        validators=[InputRequired(), Length(max=40)],
        description=N_("Untuk masuk, dan terlihat oleh anggota lain."),
        render_kw={"autocapitalize": "none", "autocomplete": "username", "spellcheck": "false"},
    )
    locale = SelectField(N_("Bahasa"), choices=list(LANGUAGES.items()))
    hidden = BooleanField(N_("Jangan tampilkan saya di papan peringkat"))
    named = BooleanField(
        N_("Tampilkan nama asli saya di papan peringkat"), description=N_("Tanpa ini hanya nama pengguna.")
    )


class EmailForm(BaseForm):
    email = StringField(
        N_("E-mail baru"),
        validators=[InputRequired(), Length(max=254)],
        render_kw={"type": "email", "autocomplete": "email", "autocapitalize": "none"},
    )
    password = PasswordField(
        N_("Kata sandi sekarang"),
        validators=[InputRequired(), Length(max=128)],
        render_kw={"autocomplete": "current-password"},
    )


def stored_profile(session: Session, person: User) -> ProfileForm:
    """As it stands now."""
    shown = {"hidden": is_hidden(session, user_id=person.id), "named": is_named(session, user_id=person.id)}
    return ProfileForm(formdata=None, obj=person, **shown)


def page(form: ProfileForm | None = None, email_form: EmailForm | None = None) -> str:
    """The whole page; the form that was refused comes in, the others are drawn afresh."""
    person = signed_in_user()
    fresh = stored_profile(db.session(), person)
    draw_version(fresh)
    leaves = select(Leave).where(Leave.user_id == person.id).order_by(Leave.first_date.desc()).limit(SHOWN_LEAVES)
    return render_template(
        "account/profile/show.html",
        form=form or fresh,
        email_form=email_form or EmailForm(formdata=None),
        waiting=find_email_change(db.session(), user_id=person.id),
        customer=db.session.get(Customer, person.customer_id) if person.customer_id else None,
        is_member=person.role == Role.MEMBER,
        leaves=db.session.scalars(leaves).all(),
    )
