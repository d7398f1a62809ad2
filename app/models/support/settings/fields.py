"""Fields of the desk's own that tickets of a kind have beside those of every ticket."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, SmallInteger, String, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Record, one_of
from app.core.i18n import N_
from app.models.support.ticket import TicketKind


class FieldType(StrEnum):
    TEXT = "TEXT"
    NUMBER = "NUMBER"
    DATE = "DATE"
    CHOICE = "CHOICE"


class SupportField(Record):
    """`kind` None: of every ticket. A ticket keeps its values by the field's id, also after the field is retired.

    `choices_en` stands beside `choices`, in the same order; the Indonesian one is kept in tickets.
    """

    __tablename__ = "support_fields"

    name: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    kind: Mapped[TicketKind | None] = one_of(TicketKind, "kind", nullable=True)
    value_type: Mapped[FieldType] = one_of(FieldType, "value_type", default=FieldType.TEXT)
    choices: Mapped[list[str]] = mapped_column(ARRAY(String(80)), default=list, server_default="{}")
    choices_en: Mapped[list[str]] = mapped_column(ARRAY(String(80)), default=list, server_default="{}")
    is_required: Mapped[bool] = mapped_column(default=False, server_default="false")
    for_customer: Mapped[bool] = mapped_column(default=False, server_default="false")  # asked of them and shown to them
    position: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    is_active: Mapped[bool] = mapped_column(default=True, server_default="true")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    __table_args__ = (
        CheckConstraint("(value_type = 'CHOICE') = (cardinality(choices) > 0)", name="choices"),
        CheckConstraint("cardinality(choices) = cardinality(choices_en)", name="both_languages"),
    )

    def __str__(self) -> str:
        return self.name

    def name_in(self, locale: str) -> str:
        return self.name_en if locale == "en" else self.name

    def value_in(self, value: str, locale: str) -> str:
        """A choice in this language; every other value as it is kept."""
        if locale == "en" and value in self.choices:
            return self.choices_en[self.choices.index(value)]
        return value


FIELD_TYPE_LABELS = {
    FieldType.TEXT: N_("Teks"),
    FieldType.NUMBER: N_("Angka"),
    FieldType.DATE: N_("Tanggal"),
    FieldType.CHOICE: N_("Pilihan"),
}
