"""The sections of a person's own account page: each area that has something to show there puts itself in."""

from collections.abc import Callable
from dataclasses import dataclass

from app.core.i18n import Sentence
from app.models.accounts.user import User


@dataclass(frozen=True, slots=True)
class AccountSection:
    """A card that leads to a page of its own. `says` tells how things stand; `shown_to` leaves people out."""

    title: Sentence
    endpoint: str
    button: Sentence
    icon: str = "key"
    says: Callable[[User], Sentence | str] = lambda _user: ""
    shown_to: Callable[[User], bool] = lambda _user: True
    order: int = 50


_SECTIONS: dict[str, AccountSection] = {}


def add_account_section(section: AccountSection) -> None:
    """Called at import, once for each endpoint; a second call replaces the first."""
    _SECTIONS[section.endpoint] = section


def account_sections(user: User) -> list[AccountSection]:
    return sorted((one for one in _SECTIONS.values() if one.shown_to(user)), key=lambda one: one.order)
