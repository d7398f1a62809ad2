"""Colleagues who have the same record open, in words."""

from collections.abc import Sequence

from app.core.i18n import gettext

MOST_NAMES = 2


def writing_words(names: Sequence[str]) -> str:
    """`Rina menulis`."""
    return gettext("%(names)s menulis", names=_some(names))


def reading_words(names: Sequence[str]) -> str:
    """`Dewi dan Rina membuka`, `Dewi, Rina dan 2 lainnya membuka`."""
    return gettext("%(names)s membuka", names=_some(names))


def presence_sentence(writers: Sequence[str], readers: Sequence[str]) -> str:
    """For the record's own page; empty where nobody else is there."""
    if writers:
        return gettext("%(names)s sedang menulis di sini.", names=_some(writers))
    return gettext("%(names)s juga membuka halaman ini.", names=_some(readers)) if readers else ""


def _some(names: Sequence[str]) -> str:
    shown, rest = names[:MOST_NAMES], len(names) - MOST_NAMES
    if rest > 0:
        return gettext("%(names)s dan %(count)d lainnya", names=", ".join(shown), count=rest)
    return gettext(" dan ").join(shown)
