"""Give a state of tickets other names; the state itself, and what may be done in it, stay."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_, in_language
from app.core.text.cleaning import clear_line
from app.models.support.settings.state_names import WORDS, StateName
from app.models.support.ticket_flow import BUILT_IN_LABELS

NAMES = {"name": "id", "name_en": "en"}


def save_state_name(session: Session, record: StateName, *, words: Mapping[str, str]) -> StateName:
    """`words`: by column; empty ones fall back to what Sigap brings. The desk tells its states apart by their names.

    In each language no two states are read by one name, whether the desk gave it or Sigap brings it.
    """
    values = {name: clear_line(words.get(name, "")) for name in WORDS}
    rows = session.scalars(select(StateName).order_by(StateName.id).with_for_update()).all()
    for column, locale in NAMES.items():
        taken = {_read(getattr(one, column), one, locale) for one in rows if one.id != record.id}
        if _read(values[column], record, locale) in taken:
            raise Invalid(N_("Nama ini sudah dipakai."), field=column)
    for name, text in values.items():
        setattr(record, name, text)
    session.flush()
    return record


def _read(own: str, record: StateName, locale: str) -> str:
    """What is read of the state, for comparing."""
    return (own or in_language(BUILT_IN_LABELS[record.status], locale)).casefold()
