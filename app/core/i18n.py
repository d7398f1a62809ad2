"""Sentences for people: Indonesian in the source, English in the one catalogue."""

from flask_babel import gettext, lazy_gettext, lazy_pgettext, ngettext
from flask_babel.speaklater import LazyString

Sentence = str | LazyString

_ = gettext
N_ = lazy_gettext
P_ = lazy_pgettext  # P_("menu", "Pelanggan"): one Indonesian word that English tells apart, "Customers" and "Customer"

__all__ = ["N_", "P_", "Sentence", "_", "gettext", "lazy_gettext", "ngettext"]
