"""Forms for getting an account."""

from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from app.core.i18n import N_
from app.http.forms.base import BaseForm


class _AccountForm(BaseForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=120)], render_kw={"autocomplete": "name"})
    username = StringField(
        N_("Nama pengguna"),
        validators=[Length(max=40)],
        description=N_("Terlihat oleh anggota lain. Kosongkan bila ingin kami buatkan."),
        render_kw={"autocapitalize": "none", "autocomplete": "username", "spellcheck": "false"},
    )
    password = PasswordField(
        N_("Kata sandi"),
        validators=[InputRequired(), Length(min=10, max=128)],
        description=N_("Minimal 10 karakter. Kalimat pendek lebih mudah diingat."),
        render_kw={"autocomplete": "new-password"},
    )
    repeat = PasswordField(
        N_("Ulangi kata sandi"),
        validators=[InputRequired(), EqualTo("password", message=N_("Kata sandi tidak sama."))],
        render_kw={"autocomplete": "new-password"},
    )


_MAIL = {"type": "email", "autocomplete": "email", "inputmode": "email", "autocapitalize": "none"}


class SignupForm(_AccountForm):
    email = StringField(N_("E-mail"), validators=[InputRequired(), Length(max=254)], render_kw=_MAIL)


class OpenAccountForm(_AccountForm):
    email = StringField(
        N_("E-mail"),
        validators=[Length(max=254)],
        description=N_("Boleh kosong. Dengan e-mail, kata sandi yang lupa dapat diatur ulang."),
        render_kw=_MAIL,
    )


class ConfirmForm(BaseForm):
    """In another browser than the one that signed up."""

    password = PasswordField(
        N_("Kata sandi yang Anda pilih saat mendaftar"),
        validators=[InputRequired(), Length(max=128)],
        render_kw={"autocomplete": "current-password"},
    )


class OneButtonForm(BaseForm):
    """A button and nothing to fill in."""


class AskCodeForm(BaseForm):
    asked = StringField(
        N_("Nomor WhatsApp atau kode pelanggan"),
        validators=[InputRequired(), Length(max=40)],
        description=N_("Contoh: 0812-3456-7890 atau PLG-000123."),
        render_kw={"autocomplete": "tel", "inputmode": "text"},
    )


class CodeForm(BaseForm):
    code = StringField(
        N_("Kode 6 angka"),
        validators=[InputRequired(), Length(max=12)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True},
    )
