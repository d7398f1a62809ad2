"""Form fields of the master data screens."""

import math
from typing import Any

from wtforms import FloatField, SelectField, SelectMultipleField, StringField
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.core.clock import ZONES
from app.core.i18n import N_
from app.models.customers.address import ADDRESS_PARTS

ZONE_CHOICES = [("", N_("Ikuti provinsi dan kota")), *ZONES.items()]
LANGUAGE_CHOICES = [("id", "Bahasa Indonesia"), ("en", "English")]


class ChecklistField(SelectMultipleField):
    """Several of a few, each with its own box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class DegreesField(FloatField):
    """A coordinate as people paste it: `-6.914744` or `-6,914744`."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = (valuelist[0] if valuelist else "").strip().replace(",", ".")
        self.data = None
        if not text:
            return
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not (math.isfinite(number) and text.isascii()):
            raise ValidationError(N_("Tulis koordinat dalam derajat, misalnya -6.914744."))
        self.data = number


class AddressFields:
    """An Indonesian address in its parts."""

    street = StringField(N_("Jalan dan nomor"), validators=[Length(max=200)])
    rt_rw = StringField(N_("RT/RW"), validators=[Length(max=20)], description=N_("Contoh: 001/002"))
    village = StringField(N_("Kelurahan / desa"), validators=[Length(max=80)])
    district = StringField(N_("Kecamatan"), validators=[Length(max=80)])
    city = StringField(N_("Kota / kabupaten"), validators=[Length(max=80)])
    province = StringField(N_("Provinsi"), validators=[Length(max=80)])
    postal_code = StringField(N_("Kode pos"), validators=[Length(max=5)], render_kw={"inputmode": "numeric"})
    landmark = StringField(
        N_("Patokan"), validators=[Length(max=200)], description=N_("Misalnya: seberang masjid, pagar hijau")
    )


class PositionFields:
    """Where a site is on earth and how it counts its days."""

    latitude = DegreesField(
        N_("Lintang"),
        validators=[Optional()],
        description=N_("Dari peta, misalnya -6.914744"),
        render_kw={"type": "text"},
    )
    longitude = DegreesField(
        N_("Bujur"), validators=[Optional()], description=N_("Misalnya 107.609810"), render_kw={"type": "text"}
    )
    time_zone = SelectField(N_("Zona waktu"), choices=ZONE_CHOICES, default="")


def address_of(form: Any) -> dict[str, str]:
    return {part: form[part].data or "" for part in ADDRESS_PARTS}


def position_of(form: Any) -> dict[str, Any]:
    return {
        "latitude": form.latitude.data,
        "longitude": form.longitude.data,
        "time_zone": form.time_zone.data or None,
    }
