"""The forms of bug reports."""

from flask_wtf.file import MultipleFileField
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.core.i18n import N_
from app.http.forms.base import BaseForm
from app.models.feedback.bug import FREQUENCY_LABELS, IMPACT_LABELS, Frequency, Impact


class BugForm(BaseForm):
    title = StringField(
        N_("Judul"),
        validators=[InputRequired(), Length(max=150)],
        description=N_("Apa yang salah, dalam satu kalimat."),
        render_kw={"autocomplete": "off"},
    )
    steps = TextAreaField(
        N_("Langkah untuk mengulanginya"),
        validators=[InputRequired(), Length(max=10_000)],
        description=N_("Satu langkah per baris, mulai dari halaman mana."),
    )
    expected = TextAreaField(N_("Yang seharusnya terjadi"), validators=[Length(max=10_000)])
    actual = TextAreaField(N_("Yang terjadi"), validators=[Length(max=10_000)])
    impact = SelectField(N_("Dampak"), choices=list(IMPACT_LABELS.items()), default=Impact.MINOR)
    frequency = SelectField(N_("Seberapa sering?"), choices=list(FREQUENCY_LABELS.items()), default=Frequency.SOMETIMES)
    environment = StringField(
        N_("Peramban dan perangkat"),
        validators=[Length(max=300)],
        description=N_("Terisi sendiri; perbaiki bila bug terjadi di perangkat lain."),
    )
    version = StringField(N_("Versi Sigap"), validators=[Length(max=40)])
    attachments = MultipleFileField(N_("Lampiran"))


class AdditionForm(BaseForm):
    text = TextAreaField(N_("Tambahan Anda"), validators=[InputRequired(), Length(max=5000)])
