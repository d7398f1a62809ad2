"""Actions by which several people work on a ticket: its team, followers, links, time spent, and splitting it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, exists, false, or_

from app.core.errors import DomainError
from app.core.flow import Action, Ask, Condition
from app.core.i18n import N_
from app.models.support.collaboration import SupportFollower
from app.models.support.mail.mail import SupportAddress
from app.models.support.settings.fields import SupportField
from app.models.support.ticket import SupportStatus, SupportTicket
from app.models.support.ticket_steps import LONGEST_MESSAGE, NOT_MERGED, OPEN, SEEN, SUPPORT_TEAM

LONGEST_DAY = 24 * 60


class AlreadyFollowing(DomainError):
    code = "already_following"
    sentence = N_("Anda sudah mengikuti tiket ini.")


class NotFollowing(DomainError):
    code = "not_following"
    sentence = N_("Anda tidak mengikuti tiket ini.")


class NoFields(DomainError):
    code = "no_fields"
    sentence = N_("Tiket jenis ini tidak punya isian tambahan.")


class NoCustomer(DomainError):
    code = "no_customer"
    sentence = N_("Kaitkan tiket ini dengan pelanggan dahulu.")


class AddressWorks(DomainError):
    code = "address_works"
    sentence = N_("Surel masih dikirim ke alamat pemohon tiket ini.")


class LanguageIsTheirs(DomainError):
    code = "language_is_theirs"
    sentence = N_("Pemohon tiket ini dijawab dalam bahasa akun atau data pelanggannya.")


LANGUAGES = {"id": N_("Bahasa Indonesia"), "en": N_("Bahasa Inggris")}
_CHOSE_NONE = SupportTicket.requester_id.is_(None) & SupportTicket.customer_id.is_(None)
_IS_DEAD = exists().where(SupportAddress.email == SupportTicket.requester_email, SupportAddress.dead_at.is_not(None))
_HAS_FIELDS = exists().where(
    SupportField.is_active, or_(SupportField.kind.is_(None), SupportField.kind == SupportTicket.kind)
)


def _follows(actor: Any) -> ColumnElement[bool]:
    if actor is None:
        return false()
    return exists().where(SupportFollower.ticket_id == SupportTicket.id, SupportFollower.user_id == actor.id)


ANY = frozenset(SupportStatus)
TOGETHER: Mapping[str, Action] = {
    "set_team": Action(
        ANY,
        by=SUPPORT_TEAM,
        label=N_("Pilih tim"),
        asks=(Ask("team_id", N_("Tim"), "pick", required=False),),
        fact="ticket.team_changed",
    ),
    "set_fields": Action(
        ANY,
        by=SUPPORT_TEAM,
        label=N_("Isi data tiket"),
        when=(Condition(lambda _actor: _HAS_FIELDS, NoFields),),
        asks=(
            Ask(
                "values",
                N_("Isian"),
                "table",
                required=False,
                max_length=20_000,
                columns=(("field", N_("Nomor isian"), 18), ("value", N_("Isi"), 500)),
            ),
        ),
    ),
    "set_site": Action(
        ANY,
        by=SUPPORT_TEAM,
        label=N_("Pilih lokasi"),
        when=(Condition(lambda _actor: SupportTicket.customer_id.is_not(None), NoCustomer),),
        asks=(Ask("site_id", N_("Lokasi"), "pick", required=False),),
    ),
    "set_language": Action(
        ANY,
        by=SUPPORT_TEAM,
        label=N_("Ubah bahasa"),
        when=(Condition(lambda _actor: _CHOSE_NONE, LanguageIsTheirs),),
        asks=(Ask("locale", N_("Bahasa jawaban"), "choice", choices=tuple(LANGUAGES.items())),),
    ),
    "revive_address": Action(
        ANY,
        by=SUPPORT_TEAM,
        label=N_("Kirim surel ke alamat ini lagi"),
        when=(Condition(lambda _actor: _IS_DEAD, AddressWorks),),
    ),
    "run_macro": Action(
        OPEN,
        by=SUPPORT_TEAM,
        label=N_("Jalankan makro"),
        asks=(
            Ask("macro_id", N_("Makro"), "pick"),
            Ask(
                "text",
                N_("Teks balasan"),
                "long_text",
                required=False,
                max_length=LONGEST_MESSAGE,
                hint=N_("Kosong: teks makro."),
            ),
            SEEN,
        ),
    ),
    "follow": Action(
        ANY,
        by=SUPPORT_TEAM,
        label=N_("Ikuti"),
        bulk=True,
        when=(Condition(lambda actor: ~_follows(actor), AlreadyFollowing),),
    ),
    "unfollow": Action(ANY, by=SUPPORT_TEAM, label=N_("Berhenti mengikuti"), when=(Condition(_follows, NotFollowing),)),
    "link": Action(
        ANY,
        by=SUPPORT_TEAM,
        label=N_("Kaitkan"),
        asks=(
            Ask(
                "numbers",
                N_("Nomor bug, kunjungan, invoice, insiden, atau versi rilis"),
                required=False,
                hint=N_("Dipisah spasi. Yang dihapus dari sini tidak terkait lagi."),
            ),
            Ask("customer", N_("Kode pelanggan"), required=False, max_length=20, hint="PLG-000001"),
        ),
        fact="ticket.linked",
    ),
    "log_time": Action(
        ANY,
        by=SUPPORT_TEAM,
        label=N_("Catat waktu kerja"),
        asks=(
            Ask("minutes", N_("Menit"), "integer", minimum=1, maximum=LONGEST_DAY),
            Ask("about", N_("Untuk apa"), required=False, max_length=200),
        ),
        fact="ticket.time_logged",
    ),
    "split": Action(
        ANY,
        by=SUPPORT_TEAM,
        label=N_("Pisahkan"),
        when=(NOT_MERGED,),
        asks=(
            Ask("messages", N_("Pesan yang dipindahkan"), "picks"),
            Ask("subject", N_("Subjek tiket baru"), max_length=150),
        ),
        fact="ticket.split",
    ),
}
