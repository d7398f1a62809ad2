"""Sentences for people: Indonesian in the source, English in the one catalogue."""

from flask_babel import gettext, lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

Sentence = str | LazyString

_ = gettext
N_ = lazy_gettext

__all__ = ["N_", "Sentence", "_", "gettext", "lazy_gettext", "ngettext"]
