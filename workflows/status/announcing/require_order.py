"""An announcement ends after it begins."""

from datetime import datetime

from app.core.errors import Invalid
from app.core.i18n import N_


def require_order(starts_at: datetime, ends_at: datetime | None) -> None:
    """`ends_at` None: until somebody ends it. Raises Invalid."""
    if ends_at is not None and ends_at <= starts_at:
        raise Invalid(N_("Akhirnya harus sesudah mulainya."), field="ends_at")
