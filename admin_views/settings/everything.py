"""Every page of the panel that stands under no entry of the reader's navigation, with a search field."""

from typing import Any, ClassVar

from flask import request
from flask_admin import BaseView, expose
from flask_login import current_user

from admin_views.framework.access import RoleRestricted
from admin_views.framework.navigation.menu import REST, address_of, places_of
from app.core.i18n import N_, P_, Sentence, gettext
from app.models.accounts.user import STAFF, Role

# endpoint → what is found there, for pages whose name does not say it
NOTES: dict[str, Sentence] = {
    "press": N_("Siapa menekan Ambil job, kapan, dan mengapa tidak berhasil"),
    "inbox": N_("Kiriman WhatsApp, Telegram dan Midtrans seperti diterima"),
    "promise": N_("Kejadian yang pesannya belum dibuat"),
    "template": N_("Templat yang disetujui WhatsApp, dan keadaannya"),
    "company": N_("Nama, logo, rekening, pajak, jam kerja"),
    "permissions": N_("Peran mana boleh membuka apa"),
    "audit": N_("Siapa mengubah apa, kapan"),
    "export": N_("Berkas ekspor yang Anda pesan"),
    "exp_ledger": N_("EXP yang diberikan dan dikoreksi"),
    "exp_level": N_("EXP yang dibutuhkan tiap tingkat"),
    "feedback_category": N_("Pilihan kategori pada formulir saran dan kritik"),
}


class EverythingView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = STAFF - {Role.TECHNICIAN}

    @expose("/")
    def index(self) -> Any:
        words = request.args.get("q", "").replace("\x00", "").strip()[:60]
        pages = [
            {
                "label": one.name,
                "note": NOTES.get(one.endpoint, ""),
                "href": address_of(one),
                "icon": one.menu_icon_value,
            }
            for one in places_of(current_user.role)[REST]
            if one is not self
        ]
        found = [page for page in pages if _matches(page, words)]
        title = gettext("Pengaturan") if current_user.role == Role.ADMIN else str(P_("menu", "Lainnya"))
        return self.render("admin/everything.html", pages=found, words=words, title=title)


def _matches(page: dict[str, Any], words: str) -> bool:
    text = f"{page['label']} {page['note']}".lower()
    return all(word in text for word in words.lower().split())
