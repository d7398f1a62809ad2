"""What the desk calls the states of a ticket, and what its customer reads; the states themselves stay."""

from collections.abc import Mapping
from enum import StrEnum

from flask import g, has_app_context
from sqlalchemy import ScalarSelect, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Record, db, one_of
from app.core.i18n import N_, Lazy, Sentence, language
from app.models.support.ticket import SupportStatus

LONGEST_NAME = 40
LONGEST_NOTE = 300
_S = SupportStatus

CATEGORY_LABELS: Mapping[SupportStatus, Sentence] = {
    _S.NEW: N_("Baru"),
    _S.ASSIGNED: N_("Aktif"),
    _S.IN_PROGRESS: N_("Aktif"),
    _S.WAITING: N_("Menunggu"),
    _S.DONE: N_("Terselesaikan"),
    _S.CLOSED: N_("Ditutup"),
    _S.REJECTED: N_("Ditutup"),
}


class StateName(Record):
    """One row for each state. An empty text: the name that Sigap brings. `shown_…` is what the customer reads."""

    __tablename__ = "support_state_names"

    status: Mapped[SupportStatus] = one_of(SupportStatus, "status", unique=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="", server_default="")
    name_en: Mapped[str] = mapped_column(String(LONGEST_NAME), default="", server_default="")
    shown_name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="", server_default="")
    shown_name_en: Mapped[str] = mapped_column(String(LONGEST_NAME), default="", server_default="")
    # a sentence under it on the customer's page
    shown_note: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="", server_default="")
    shown_note_en: Mapped[str] = mapped_column(String(LONGEST_NOTE), default="", server_default="")

    def __str__(self) -> str:
        return str(CATEGORY_LABELS[self.status])


def renamed(column: str, built_in: Mapping[SupportStatus, Sentence]) -> dict[StrEnum, Sentence]:
    """The same labels, each read from `column` in the reader's language as it is written; else the built-in one."""
    return {status: Lazy(own_word, status, column, label) for status, label in built_in.items()}


def own_word(status: SupportStatus, column: str, built_in: Sentence = "") -> str:
    """The panel's word for a state in the reader's language, else what Sigap brings."""
    field = column if language() == "id" else f"{column}_{language()}"
    return _own_words().get(status, NOTHING)[WORDS.index(field)] or str(built_in)


def forget_words() -> None:
    """After a change within the same request."""
    g.pop("state_names", None)


def words_of_states() -> ScalarSelect[dict[str, list[str]] | None]:
    """By state its words in the order of WORDS, as one value that another statement brings along; None: none yet."""
    words = func.jsonb_build_array(*(getattr(StateName, name) for name in WORDS))
    return select(func.jsonb_object_agg(StateName.status, words)).scalar_subquery()


def store_words(found: Mapping[str, list[str]] | None) -> None:
    """For this request; a log-in brings them, so that no page of the desk asks for them."""
    g.state_names = found or {}


def _own_words() -> Mapping[str, list[str]]:
    """Asked once where no log-in brought them; nothing outside of an application."""
    if not has_app_context():
        return {}
    if "state_names" not in g:
        session = db.session()
        with session.no_autoflush:
            store_words(session.scalar(select(words_of_states())))
    kept: Mapping[str, list[str]] = g.get("state_names")
    return kept


WORDS = ("name", "name_en", "shown_name", "shown_name_en", "shown_note", "shown_note_en")
NOTHING = ("",) * len(WORDS)
