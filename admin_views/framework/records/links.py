"""Links from a record's page: to other records, plain text where the reader may not open them, and to a telephone."""

from typing import Any

from markupsafe import Markup

from admin_views.framework.navigation import record_url


def linked(text: str, href: str | None) -> Any:
    return Markup('<a href="{}">{}</a>').format(href, text) if href else text


def record_link(record: Any, text: str | None = None) -> Any:
    """By its number unless another text is given; None for no record."""
    return linked(text or record.number, record_url(type(record), record.id)) if record else None


def call_link(number: str | None) -> Markup | None:
    """A tap calls it."""
    return Markup('<a href="tel:{0}">{0}</a>').format(number) if number else None
