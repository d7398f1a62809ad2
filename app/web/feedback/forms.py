"""The forms of Saran & Kritik."""

from collections.abc import Iterable

from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.core.i18n import N_
from app.core.identifiers import read_id
from app.http.forms.base import BaseForm
from app.http.forms.rich_text_field import RichTextField
from app.models.feedback.feedback import FEEDBACK_KIND_LABELS, FeedbackCategory

LONGEST_SUBJECT = 100


def _id_or_none(value: object) -> int | None:
    return read_id(str(value))


class FeedbackForm(BaseForm):
    kind = RadioField(
        N_("Jenis"),
        choices=list(FEEDBACK_KIND_LABELS.items()),
        default="SUGGESTION",
        validators=[InputRequired(N_("Pilih saran atau kritik."))],
    )
    category = SelectField(N_("Kategori"), coerce=_id_or_none, validate_choice=False)
    subject = StringField(
        N_("Subjek"), validators=[InputRequired(), Length(max=LONGEST_SUBJECT)], render_kw={"autocomplete": "off"}
    )
    body = RichTextField(N_("Deskripsi"), validators=[InputRequired()])
    attachments = MultipleFileField(N_("Lampiran"))
    unnamed = BooleanField(
        N_("Kirim tanpa nama"),
        description=N_(
            "Akun dan alamat jaringan Anda tidak kami simpan, dan tidak ada EXP. Anda mendapat kode rahasia untuk "
            "membaca jawabannya."
        ),
    )

    def offer(self, categories: Iterable[FeedbackCategory]) -> None:
        """What may be chosen; a category that was switched off meanwhile is refused by the workflow."""
        self.category.choices = [("", N_("Tanpa kategori")), *((row.id, row.name) for row in categories)]


class AdditionForm(BaseForm):
    body = RichTextField(N_("Tambahan Anda"), validators=[InputRequired()])


class CodeForm(BaseForm):
    number = StringField(
        N_("Nomor masukan"),
        validators=[InputRequired(), Length(max=20)],
        render_kw={"placeholder": "SRN-2026-000123", "autocomplete": "off", "autocapitalize": "characters"},
    )
    code = StringField(
        N_("Kode rahasia"),
        validators=[InputRequired(), Length(max=60)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


class RatingForm(BaseForm):
    stars = RadioField(
        N_("Penilaian"),
        choices=[(str(star), str(star)) for star in range(1, 6)],
        validators=[InputRequired(N_("Pilih 1 sampai 5 bintang."))],
    )
    comment = TextAreaField(N_("Komentar"), validators=[Length(max=1000)])
