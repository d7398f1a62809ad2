"""Words that public updates of incidents begin with."""

from datetime import datetime

from sqlalchemy import String, func
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Record


class UpdateTemplate(Record):
    """`text` and `text_en` may hold {judul}, {layanan}, {mulai}, {nomor}, filled from the incident."""

    __tablename__ = "update_templates"

    name: Mapped[str] = mapped_column(String(80), unique=True)
    text: Mapped[str] = mapped_column(String(5000))
    text_en: Mapped[str] = mapped_column(String(5000), default="", server_default="")
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    def __str__(self) -> str:
        return self.name
