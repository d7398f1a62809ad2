"""An Indonesian address in its parts, landmark included."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column


def words_vector(*columns: str) -> str:
    """SQL of a tsvector of these columns, in which `S.Pd` and `Jl.Kenanga` are two words each."""
    text = " || ' ' || ".join(columns)
    return f"to_tsvector('simple', translate({text}, '.,/()', '     '))"


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
