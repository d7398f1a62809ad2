"""Refusals: one sentence for a person, one stable code for a machine."""

from typing import ClassVar

from app.core.i18n import N_, Sentence


class DomainError(Exception):
    """A rule said no; nothing was changed."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    sentence: ClassVar[Sentence] = N_("Permintaan tidak dapat dilakukan.")

    def __init__(self, sentence: Sentence | None = None, **facts: object) -> None:
        self.message: Sentence = sentence if sentence is not None else self.sentence
        self.facts = facts
        super().__init__(self.message)

    def __str__(self) -> str:
        return str(self.message)


class NotFound(DomainError):
    code = "not_found"
    status = 404
    sentence = N_("Data tidak ditemukan.")


class NotAllowed(DomainError):
    code = "not_allowed"
    status = 403
    sentence = N_("Anda tidak berhak melakukan ini.")


class NotAvailable(DomainError):
    """Somebody was faster: the record is no longer in a status that this transition leaves."""

    code = "not_available"
    sentence = N_("Data ini baru saja berubah. Muat ulang halaman untuk melihat keadaan terakhir.")


class Invalid(DomainError):
    """A value breaks a rule; `field` names the form field it belongs to."""

    code = "invalid"
    status = 422
    sentence = N_("Isian tidak sah.")

    def __init__(self, sentence: Sentence, *, field: str | None = None, **facts: object) -> None:
        super().__init__(sentence, **facts)
        self.field = field
