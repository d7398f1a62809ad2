"""How much one person may write in an hour."""

from app.core.errors import DomainError
from app.core.i18n import N_
from app.http.security.anonymous_rate_limits import allows
from app.models.accounts.user import User
from app.models.forum.forum import POSTED_IN_AN_HOUR

TOO_OFTEN = N_("Anda baru saja menulis banyak kiriman. Tunggu sebentar lalu coba lagi.")


def require_pace(me: User) -> None:
    if not allows("forum", most=POSTED_IN_AN_HOUR, who=f"user:{me.id}"):
        raise DomainError(TOO_OFTEN)
