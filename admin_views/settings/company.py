"""Perusahaan: the one row of the company itself."""

from typing import Any, ClassVar

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose
from flask_admin.form import rules
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms.validators import InputRequired, Length, NumberRange

from admin_views.framework.model_view import AdminModelView
from app.core.clock import ZONES
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import N_, gettext
from app.core.money import LARGEST_IDR
from app.http.files.downloads import send_stored
from app.http.files.uploads import receive_emblem
from app.http.forms.base import RupiahField
from app.http.forms.submission import submit
from app.models.accounts.user import Role, User
from app.models.company import Company
from app.models.files.document import StoredFile
from app.presenters.dates import hours
from app.presenters.money import rupiah
from workflows.documents import Emblem, set_emblem
from workflows.support import count_in_zone

LETTERHEAD = ("name", "address", "city", "phone", "email", "npwp", "signer_name", "signer_title", "time_zone")
MONEY = ("bank_name", "bank_account", "bank_holder", "payment_days", "call_out_fee_idr", "four_eyes_above_idr")
TAX = ("is_pkp", "ppn_percent", "ppn_base_numerator", "ppn_base_denominator")
WORK = (
    "checkin_radius_m",
    "late_after_minutes",
    "offer_minutes",
    "wave_size",
    "wave_minutes",
    "before_photos",
    "after_photos",
)
RATING = ("rating_days", "rating_edit_hours", "rating_reminder_hours", "nps_daily", "quiet_from", "quiet_until")

TOLD = ("announcements_by_two",)

_FILES: dict[str, Any] = {"logo": Company.logo_file_id, "stamp": Company.stamp_file_id}


class CompanyView(AdminModelView):
    details_template = "admin/company/details.html"
    may_enter: ClassVar[frozenset[Role]] = frozenset({Role.ADMIN})
    opens: ClassVar[frozenset[str]] = frozenset({"edit"})

    column_list = ("name", "city", "phone")
    column_labels: ClassVar[dict[str, Any]] = {
        "name": N_("Nama perusahaan"),
        "address": N_("Alamat"),
        "city": N_("Kota"),
        "phone": N_("Telepon"),
        "email": N_("E-mail"),
        "npwp": N_("NPWP"),
        "signer_name": N_("Penanda tangan"),
        "signer_title": N_("Jabatan"),
        "time_zone": N_("Zona waktu"),
        "bank_name": N_("Bank"),
        "bank_account": N_("No. rekening"),
        "bank_holder": N_("Atas nama"),
        "payment_days": N_("Jatuh tempo (hari)"),
        "call_out_fee_idr": N_("Biaya kunjungan bila gagal"),
        "four_eyes_above_idr": N_("Pengembalian di atas ini perlu orang kedua"),
        "is_pkp": N_("Pengusaha kena pajak (PKP)"),
        "ppn_percent": N_("PPN (%)"),
        "ppn_base_numerator": N_("DPP nilai lain: pembilang"),
        "ppn_base_denominator": N_("DPP nilai lain: penyebut"),
        "checkin_radius_m": N_("Radius check-in (m)"),
        "late_after_minutes": N_("Terlambat setelah (menit)"),
        "offer_minutes": N_("Tawaran antrean (menit)"),
        "wave_size": N_("Undangan job: teknisi per gelombang"),
        "wave_minutes": N_("Jeda antar gelombang (menit)"),
        "before_photos": N_("Foto sebelum, minimal"),
        "after_photos": N_("Foto sesudah, minimal"),
        "rating_days": N_("Tautan penilaian berlaku (hari)"),
        "rating_edit_hours": N_("Penilaian dapat diubah (jam)"),
        "rating_reminder_hours": N_("Pengingat penilaian (jam)"),
        "nps_daily": N_("Undangan survei NPS per hari"),
        "announcements_by_two": N_("Pengumuman diterbitkan orang kedua"),
        "quiet_from": N_("Jam tenang mulai"),
        "quiet_until": N_("Jam tenang selesai"),
    }
    form_columns = (*LETTERHEAD, *MONEY, *TAX, *WORK, *RATING, *TOLD)
    form_choices: ClassVar[dict[str, Any]] = {"time_zone": list(ZONES.items())}
    form_overrides: ClassVar[dict[str, Any]] = {
        "call_out_fee_idr": RupiahField,
        "four_eyes_above_idr": RupiahField,
    }
    form_args: ClassVar[dict[str, Any]] = {
        "npwp": {"description": N_("15, 16 atau 22 angka"), "validators": [Length(max=22)]},
        "is_pkp": {"description": N_("Perusahaan yang bukan PKP tidak boleh memungut PPN.")},
        "ppn_percent": {"validators": [NumberRange(min=0, max=100)]},
        "ppn_base_numerator": {"validators": [NumberRange(min=1, max=1000)]},
        "ppn_base_denominator": {"validators": [NumberRange(min=1, max=1000)]},
        "call_out_fee_idr": {"validators": [InputRequired(), NumberRange(min=0, max=LARGEST_IDR)]},
        "four_eyes_above_idr": {"validators": [InputRequired(), NumberRange(min=0, max=LARGEST_IDR)]},
        "wave_size": {
            "description": N_("0: semua sekaligus. Yang terdekat dan paling lama tanpa job diundang lebih dulu."),
            "validators": [InputRequired(), NumberRange(min=0, max=10_000)],
        },
        "wave_minutes": {"validators": [InputRequired(), NumberRange(min=1, max=1440)]},
        "nps_daily": {
            "description": N_("0: tidak ada. Lewat WhatsApp atau e-mail, paling sering sekali 90 hari per orang."),
            "validators": [InputRequired(), NumberRange(min=0, max=1000)],
        },
        "payment_days": {"validators": [NumberRange(min=0, max=365)]},
    }
    form_edit_rules = (
        rules.FieldSet(LETTERHEAD, N_("Kop surat")),
        rules.FieldSet(MONEY, N_("Pembayaran")),
        rules.FieldSet(TAX, N_("PPN")),
        rules.FieldSet(WORK, N_("Pekerjaan di lokasi")),
        rules.FieldSet(RATING, N_("Penilaian dan jam tenang")),
        rules.FieldSet(TOLD, N_("Pengumuman")),
    )

    @expose("/")
    def index_view(self) -> Any:
        """There is one row: its page is the list."""
        if db.session.get(Company, 1) is None:
            return redirect(url_for("admin.index"))
        return redirect(url_for(".details_view", id=1))

    def edit_record(self, session: Session, form: Any, record: Company, actor: User) -> Company:
        before = record.time_zone
        saved: Company = super().edit_record(session, form, record, actor)
        session.flush()
        if saved.time_zone != before:
            count_in_zone(session)
        return saved

    def record_title(self, record: Company) -> str:
        return record.name

    def record_sections(self, record: Company) -> list[dict[str, Any]]:
        groups = (
            (gettext("Kop surat"), LETTERHEAD),
            (gettext("Pembayaran"), MONEY),
            (gettext("PPN"), TAX),
            (gettext("Pekerjaan di lokasi"), WORK),
            (gettext("Penilaian dan jam tenang"), RATING),
            (gettext("Pengumuman"), TOLD),
        )
        return [
            {"title": title, "rows": [(self.column_labels[name], self._shown(record, name)) for name in names]}
            for title, names in groups
        ]

    def record_extra(self, record: Company) -> dict[str, Any]:
        shown = (("logo", gettext("Logo"), record.logo_file_id), ("stamp", gettext("Stempel"), record.stamp_file_id))
        return {"emblems": shown}

    @expose("/emblem/<emblem>")
    def emblem(self, emblem: Emblem) -> Any:
        if emblem not in _FILES:
            abort(404)
        stored = db.session.scalars(select(StoredFile).join(Company, _FILES[emblem] == StoredFile.id)).one_or_none()
        if stored is None:
            abort(404)
        return send_stored(stored, emblem, inline=True)

    @expose("/emblem/<emblem>", methods=("POST",))
    def set_emblem_view(self, emblem: Emblem) -> Any:
        """A picture, or nothing to take it away."""
        if emblem not in _FILES:
            abort(404)
        removed = "remove" in request.form
        try:
            kept = None if removed else receive_emblem(request.files.get("picture"), field="picture")
            submit(lambda session: {"id": set_emblem(session, emblem=emblem, kept=kept, actor=current_user).id})
            flash(gettext("Tersimpan. Dokumen berikutnya memakainya."), "success")
        except DomainError as refusal:
            flash(str(refusal), "error")
        return redirect(url_for(".details_view", id=1))

    def _shown(self, record: Company, name: str) -> Any:
        value = getattr(record, name)
        if isinstance(value, bool):
            return gettext("Ya") if value else gettext("Tidak")
        if name.endswith("_idr"):
            return rupiah(value)
        return hours(value) if name.startswith("quiet") else ZONES.get(value, value)
