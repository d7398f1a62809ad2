"""An Indonesian address in its parts, landmark included."""

from functools import reduce
from typing import Any

from sqlalchemy import String, func
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from app.core.text.folding import fold_in_sql


def words_vector(*columns: str) -> str:
    """SQL of a tsvector of these columns, in which `S.Pd` and `Jl.Kenanga` are two words each."""
    text = " || ' ' || ".join(columns)
    return f"to_tsvector('simple', translate({text}, '.,/()', '     '))"


def marked_words(*columns: Any) -> tuple[Any, Any]:
    """A tsvector of the same words without the marks on letters, and whether a row has any; indexed for those rows."""
    space = sql("' '")
    text = reduce(lambda line, column: line.op("||")(space).op("||")(column), columns)
    signs = sql("'.,/()'"), sql("'     '")
    vector = func.to_tsvector(sql("'simple'"), func.translate(fold_in_sql(text), *signs))
    return vector, text.op("~")(sql("'[^ -~]'"))


ADDRESS_PARTS = ("street", "rt_rw", "village", "district", "city", "province", "postal_code", "landmark")
ADDRESS_WORDS = ("street", "village", "district", "city", "landmark")


class AddressParts:
    street: Mapped[str] = mapped_column(String(200), default="")  # jalan dan nomor
    rt_rw: Mapped[str] = mapped_column(String(9), default="")  # 001/002
    village: Mapped[str] = mapped_column(String(80), default="")  # kelurahan / desa
    district: Mapped[str] = mapped_column(String(80), default="")  # kecamatan
    city: Mapped[str] = mapped_column(String(80), default="")  # kota / kabupaten
    province: Mapped[str] = mapped_column(String(80), default="")
    postal_code: Mapped[str] = mapped_column(String(5), default="")
    landmark: Mapped[str] = mapped_column(String(200), default="")  # patokan

    @property
    def address_line(self) -> str:
        """The parts that are known, in the order people write them."""
        rt_rw = f"RT/RW {self.rt_rw}" if self.rt_rw else ""
        parts = (self.street, rt_rw, self.village, self.district, self.city, self.province, self.postal_code)
        return ", ".join(part for part in parts if part)
