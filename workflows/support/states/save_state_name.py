"""Give a state of tickets other names; the state itself, and what may be done in it, stay."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.models.support.state_names import WORDS, StateName
from app.models.support.ticket_flow import BUILT_IN_LABELS


def save_state_name(session: Session, record: StateName, *, words: Mapping[str, str]) -> StateName:
    """`words`: by column; empty ones fall back to what Sigap brings. The desk tells its states apart by their names."""
    told = {name: clear_line(words.get(name, "")) for name in WORDS}
    others = session.scalars(select(StateName).where(StateName.id != record.id).with_for_update()).all()
    taken = {(other.name or str(BUILT_IN_LABELS[other.status])).lower() for other in others}
    if told["name"].lower() in taken:
        raise Invalid(N_("Nama ini sudah dipakai."), field="name")
    if told["name_en"] and told["name_en"].lower() in {other.name_en.lower() for other in others}:
        raise Invalid(N_("Nama ini sudah dipakai."), field="name_en")
    for name, text in told.items():
        setattr(record, name, text)
    session.flush()
    return record
