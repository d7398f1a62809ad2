"""Send the confirmation once more."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable, NotFound
from app.core.i18n import N_
from app.models.accounts.member import Signup
from workflows.accounts.members.sign_up.sign_up import MAILS_AN_HOUR, count_mails, mail
from workflows.one_at_a_time import one_at_a_time

PAUSE = timedelta(minutes=1)


class TooOften(NotAvailable):
    code = "too_often"
    status = 429
    sentence = N_("Terlalu sering. Tunggu sebentar lalu coba lagi.")


def resend_confirmation(session: Session, *, signup_id: int, now: datetime) -> Signup:
    """A new link; the one before it stops working. Raises TooOften within a minute, or after four an hour."""
    signup = session.scalars(select(Signup).where(Signup.id == signup_id).with_for_update()).one_or_none()
    if signup is None:
        raise NotFound(N_("Pendaftaran ini sudah tidak ada. Daftar lagi."))
    if signup.confirmed_at is not None:
        raise NotAvailable(N_("E-mail ini sudah dikonfirmasi. Silakan masuk."))
    if signup.last_mail_at is not None and now - signup.last_mail_at < PAUSE:
        raise TooOften(N_("Baru saja dikirim. Tunggu satu menit sebelum meminta lagi."))
    one_at_a_time(session, f"sign-up:{signup.email}")
    if count_mails(session, email=signup.email, now=now) >= MAILS_AN_HOUR:
        raise TooOften(N_("Sudah beberapa kali dikirim. Periksa folder spam, atau coba lagi satu jam lagi."))
    mail(session, signup, now=now)
    return signup
