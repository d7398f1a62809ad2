"""Sentences for people: Indonesian in the source, English in the one catalogue."""

from flask_babel import get_locale, gettext, lazy_gettext, lazy_pgettext, ngettext
from flask_babel.speaklater import LazyString

Sentence = str | LazyString


def language() -> str:
    """The language code of whoever reads this request's answer or the message being written: `id` or `en`."""
    chosen = get_locale()
    return chosen.language if chosen else "id"


_ = gettext
N_ = lazy_gettext
P_ = lazy_pgettext  # P_("menu", "Pelanggan"): one Indonesian word that English tells apart, "Customers" and "Customer"

__all__ = ["N_", "P_", "Sentence", "_", "gettext", "language", "lazy_gettext", "ngettext"]
