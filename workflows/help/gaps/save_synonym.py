"""Searches, and the list of what they did not find."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.models.help.searches import HelpSynonym
from app.policies.help_words import read_words

MOST_WORDS_OF_A_SYNONYM = 3


def save_synonym(session: Session, synonym: HelpSynonym, *, phrase: str, meaning: str, locale: str) -> HelpSynonym:
    """One to three words on each side."""
    values = {"phrase": clear_line(phrase).lower(), "meaning": clear_line(meaning).lower()}
    for field, words in values.items():
        if not 1 <= len(read_words(words)) <= MOST_WORDS_OF_A_SYNONYM:
            raise Invalid(N_("Isi satu sampai tiga kata."), field=field)
    if values["phrase"] == values["meaning"]:
        raise Invalid(N_("Kedua kata sama."), field="meaning")
    existing = select(HelpSynonym.id).where(
        HelpSynonym.phrase == values["phrase"],
        HelpSynonym.meaning == values["meaning"],
        HelpSynonym.locale == locale,
        HelpSynonym.id != (synonym.id or 0),
    )
    if session.scalar(existing) is not None:
        raise Invalid(N_("Sambungan ini sudah ada."), field="phrase")
    synonym.phrase, synonym.meaning, synonym.locale = values["phrase"], values["meaning"], locale
    session.add(synonym)
    session.flush()
    return synonym
