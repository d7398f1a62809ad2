"""Login and password forms."""

from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from app.core.i18n import N_
from app.http.forms.base import BaseForm


class LoginForm(BaseForm):
    name = StringField(
        N_("Nama pengguna, e-mail atau nomor telepon"),
        validators=[InputRequired(), Length(max=254)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "autofocus": True},
    )
    password = PasswordField(
        N_("Kata sandi"), validators=[InputRequired(), Length(max=128)], render_kw={"autocomplete": "current-password"}
    )


class ForgotForm(BaseForm):
    name = StringField(
        N_("E-mail, nomor telepon atau nama pengguna"),
        validators=[InputRequired(), Length(max=254)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "autofocus": True},
    )


class CodeForm(BaseForm):
    code = StringField(
        N_("Kode dari WhatsApp"),
        validators=[InputRequired(), Length(max=12)],
        description=N_("8 angka."),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class NewPasswordForm(BaseForm):
    fresh = PasswordField(
        N_("Kata sandi baru"),
        validators=[InputRequired(), Length(min=10, max=128)],
        description=N_("Minimal 10 karakter. Kalimat pendek lebih mudah diingat."),
        render_kw={"autocomplete": "new-password"},
    )
    repeat = PasswordField(
        N_("Ulangi kata sandi baru"),
        validators=[InputRequired(), EqualTo("fresh", message=N_("Kata sandi tidak sama."))],
        render_kw={"autocomplete": "new-password"},
    )
    close_all = BooleanField(
        N_("Tutup juga semua jalan masuk lain"),
        description=N_("Token API dan notifikasi push berakhir; Telegram harus dikonfirmasi lagi."),
    )


class ChangePasswordForm(NewPasswordForm):
    current = PasswordField(
        N_("Kata sandi sekarang"),
        validators=[InputRequired(), Length(max=128)],
        render_kw={"autocomplete": "current-password"},
    )
