"""What stands on a person's page in the panel."""

from typing import Any

from admin_views.framework.forms.form_fields import LANGUAGE_CHOICES
from admin_views.framework.records.identities import linked_identities
from admin_views.framework.records.links import call_link
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import gettext
from app.models.accounts.user import ROLE_LABELS, STAFF, User
from app.models.customers.customer import Customer
from app.presenters.dates import day, moment
from workflows.ratings import list_ratings_of

SHOWN_RATINGS = 10


def sections_of(person: User) -> list[dict[str, Any]]:
    """Who they are, how they get in, and their work or, of a member, their customer."""
    identity = [
        (gettext("Nama pengguna"), person.username),
        (gettext("E-mail"), person.email),
        (gettext("Telepon"), call_link(person.phone_e164)),
        (gettext("Bahasa"), dict(LANGUAGE_CHOICES)[person.locale]),
        (gettext("Identitas tertaut"), linked_identities(db.session(), person.id)),
    ]
    return [
        {"title": gettext("Identitas"), "rows": identity},
        {"title": gettext("Akses"), "rows": _access(person)},
        _work(person) if person.role in STAFF else _membership(person),
        *_ratings(person),
    ]


def _access(person: User) -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = [
        (gettext("Peran"), ROLE_LABELS[person.role]),
        (
            gettext("Terakhir masuk"),
            moment(person.last_login_at) if person.last_login_at else "",
        ),
        (
            gettext("Kata sandi awal"),
            _initial_password(person),
        ),
    ]
    if person.locked_until and person.locked_until > utc_now():
        rows.append((gettext("Menunggu sampai"), moment(person.locked_until)))
    return rows


def _initial_password(person: User) -> str:
    if not person.must_change_password:
        return gettext("Sudah diganti")
    if person.initial_until is None:
        return gettext("Belum diganti")
    return gettext("Belum diganti, berlaku sampai %(at)s", at=moment(person.initial_until))


def _work(person: User) -> dict[str, Any]:
    leaves = "; ".join(f"{day(leave.first_date)} – {day(leave.last_date)}" for leave in person.leaves[-5:])
    rows = [
        (gettext("Wilayah"), person.home_area),
        (gettext("Keahlian"), ", ".join(skill.name for skill in person.skills)),
        (gettext("Telegram"), telegram_word(person)),
        (gettext("Cuti"), leaves),
    ]
    return {"title": gettext("Pekerjaan"), "rows": rows}


def _ratings(person: User) -> list[dict[str, Any]]:
    """Their latest stars with what the customer wrote."""
    rows = list_ratings_of(db.session(), user_id=person.id, limit=SHOWN_RATINGS)
    entries = [
        (f"{row.rating.visit.number} · {day(row.rating.submitted_at)}", f"{row.stars} ★ {row.rating.comment}".strip())
        for row in rows
    ]
    return [{"title": gettext("Penilaian pelanggan"), "rows": entries}] if entries else []


def _membership(person: User) -> dict[str, Any]:
    customer = db.session.get(Customer, person.customer_id) if person.customer_id else None
    confirmed = moment(person.email_verified_at) if person.email_verified_at else ""
    rows = [
        (gettext("Terdaftar sejak"), moment(person.created_at)),
        (gettext("E-mail dikonfirmasi"), confirmed),
        (gettext("Pelanggan"), str(customer) if customer else ""),
    ]
    return {"title": gettext("Keanggotaan"), "rows": rows}


def telegram_word(user: User) -> str:
    """Whether the bot reaches them."""
    if user.telegram_chat_id is None:
        return ""
    if user.telegram_blocked_at is not None:
        return gettext("Bot diblokir")
    return gettext("Tertaut") if user.telegram_verified_at else gettext("Menunggu konfirmasi")
