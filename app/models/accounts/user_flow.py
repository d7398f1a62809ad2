"""The transitions of accounts, and whose accounts a role may look after."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from sqlalchemy import (
    ColumnElement,
    true,
)

from app.core.errors import NotAllowed, NotAvailable
from app.core.flow import Action, Ask, Condition, Flow, Transition, not_by
from app.core.i18n import N_
from app.models.accounts.user import DESK, ROLE_LABELS, Role, User, UserStatus

RELEASE_PLACES = "RELEASE"
_PLACES = (
    ("KEEP", N_("Jangan nonaktifkan bila masih ada")),
    (RELEASE_PLACES, N_("Lepas semuanya ke antrean dan pool")),
)

# whose accounts a role may edit, plan leave for, reset
CARES_FOR: Mapping[Role, AbstractSet[Role]] = {Role.ADMIN: frozenset(Role), Role.CS: frozenset({Role.TECHNICIAN})}


class OwnAccount(NotAllowed):
    sentence = N_("Peran dan status sendiri tidak dapat diubah. Minta admin lain melakukannya.")


class NoCustomer(NotAvailable):
    sentence = N_("Akun ini tidak tertaut dengan pelanggan.")


def _is_cared_for(actor: Any) -> ColumnElement[bool]:
    return true() if actor is None else User.role.in_(CARES_FOR.get(actor.role, frozenset[Role]()))


CARED_FOR = (not_by(User.id, OwnAccount), Condition(_is_cared_for, NotAllowed))
_LINKED = Condition(lambda _actor: User.customer_id.is_not(None), NoCustomer)

USER_FLOW = Flow(
    "user",
    User,
    UserStatus,
    {
        "reset_password": Action(
            {UserStatus.ACTIVE},
            by=DESK,
            when=CARED_FOR,
            label=N_("Atur ulang kata sandi"),
            asks=(Ask("password", N_("Kata sandi awal yang baru"), max_length=128, hint=N_("Minimal 10 karakter.")),),
            fresh=True,
        ),
        "log_out_everywhere": Action(
            {UserStatus.ACTIVE},
            by=DESK,
            when=CARED_FOR,
            label=N_("Akhiri semua sesi"),
            confirm=N_("Pengguna ini harus masuk lagi di semua perangkat. Lanjutkan?"),
        ),
        "reset_factors": Action(
            {UserStatus.ACTIVE},
            by={Role.ADMIN},
            when=CARED_FOR,
            label=N_("Lepas langkah kedua"),
            tone="danger",
            confirm=N_(
                "Autentikator, kode pemulihan dan passkey dihapus, dan orang ini keluar di semua perangkat. Lanjutkan?"
            ),
            fresh=True,
        ),
        "change_role": Action(
            {UserStatus.ACTIVE},
            by={Role.ADMIN},
            when=CARED_FOR,
            label=N_("Ubah peran"),
            asks=(Ask("role", N_("Peran baru"), "choice", choices=tuple(ROLE_LABELS.items())),),
            fresh=True,
        ),
        "deactivate": Transition(
            {UserStatus.ACTIVE},
            UserStatus.INACTIVE,
            by={Role.ADMIN},
            when=CARED_FOR,
            label=N_("Nonaktifkan"),
            asks=(
                Ask("places", N_("Tempat di kunjungan yang belum selesai"), "choice", required=False, choices=_PLACES),
            ),
            tone="danger",
            confirm=N_("Pengguna ini langsung keluar dari semua perangkat. Lanjutkan?"),
        ),
        "unlink_customer": Action(
            set(UserStatus),
            by={Role.ADMIN},
            when=(*CARED_FOR, _LINKED),
            label=N_("Lepas data pelanggan"),
            tone="warning",
            confirm=N_("Akun ini tidak lagi melihat kunjungan dan invoice pelanggan itu. Lanjutkan?"),
        ),
        "activate": Transition(
            {UserStatus.INACTIVE}, UserStatus.ACTIVE, by={Role.ADMIN}, when=CARED_FOR, label=N_("Aktifkan")
        ),
    },
    subject="user_id",
    labels={UserStatus.ACTIVE: N_("Aktif"), UserStatus.INACTIVE: N_("Nonaktif")},
    tones={
        UserStatus.ACTIVE: "positive",
        UserStatus.INACTIVE: "neutral",
    },
)
