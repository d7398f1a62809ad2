"""The user of this request, as the model's own instance: what workflows take as `actor`."""

from flask_login import current_user

from app.models.accounts.user import User


def signed_in_user() -> User:
    """For pages that only a signed-in user enters."""
    return current_user._get_current_object()  # noqa: SLF001


def find_signed_in_user() -> User | None:
    """None for a visitor."""
    return signed_in_user() if current_user.is_authenticated else None
