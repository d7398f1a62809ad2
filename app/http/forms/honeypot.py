"""Forms that anonymous visitors may send: a hidden field that must stay empty, and a shortest time until sending.

A person who is taken for a machine is told so and gets the form back as they filled it in.
"""

from collections.abc import Mapping
from datetime import datetime

from itsdangerous import BadSignature, URLSafeSerializer

from app.core.i18n import N_, Sentence
from app.http.security.secret_keys import signing_keys

TRAP = "homepage"
OPENED = "opened"
LEAST_SECONDS = 3
MOST_SECONDS = 3 * 86400  # a phone may keep a form open for days

FILLED_TRAP = N_("Isian Anda terlihat seperti kiriman otomatis. Tekan kirim sekali lagi bila Anda bukan robot.")
TOO_SOON = N_("Kiriman ini datang terlalu cepat. Tunggu beberapa detik, lalu tekan kirim sekali lagi.")
TOO_OLD = N_("Formulir ini sudah lama terbuka. Periksa isinya, lalu tekan kirim sekali lagi.")


def opened_stamp(now: datetime) -> str:
    """For the hidden field `opened`: when this form was drawn, signed."""
    return _signer().dumps(int(now.timestamp()))


def renew_stamp(form: Mapping[str, str], now: datetime) -> str:
    """For a form that comes back: its first stamp while that is good, so that nobody waits twice."""
    age = _age(form, now)
    return form[OPENED] if age is not None and age <= MOST_SECONDS else opened_stamp(now)


def suspicion(form: Mapping[str, str], now: datetime) -> Sentence | None:
    """What looks like a machine; None for a person."""
    if form.get(TRAP):
        return FILLED_TRAP
    age = _age(form, now)
    if age is None or age > MOST_SECONDS:
        return TOO_OLD
    return TOO_SOON if age < LEAST_SECONDS else None


def _age(form: Mapping[str, str], now: datetime) -> int | None:
    try:
        opened = _signer().loads(form.get(OPENED, ""))
    except BadSignature:
        return None
    return int(now.timestamp()) - opened if isinstance(opened, int) else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(signing_keys(), salt="form-opened")
