"""What CS does for a visit that would be stuck otherwise: on somebody's behalf, or to end and reopen the work."""

from typing import Any

from sqlalchemy import ColumnElement, column

from app.core.errors import NotAvailable
from app.core.flow import Action, Ask, Condition, Transition
from app.core.i18n import N_
from app.models.accounts.user import DESK
from app.models.visits.visit_asks import UPLOAD
from app.models.visits.visit_status import ACTIVE, VisitStatus

_S = VisitStatus
_UNDER_WAY = {_S.IN_PROGRESS, _S.DONE}
PHASES = (("BEFORE", N_("Sebelum pekerjaan")), ("AFTER", N_("Sesudah pekerjaan")))
WITH_FEE, WITHOUT_FEE = "WITH_FEE", "WITHOUT_FEE"


class NobodyWent(NotAvailable):
    """Nobody holds a place, so nobody worked and nobody went in vain."""

    code = "nobody_went"
    sentence = N_("Belum ada teknisi pada kunjungan ini. Tugaskan dulu, jadwalkan ulang, atau batalkan.")


def _has_team(_actor: Any) -> ColumnElement[bool]:
    return column("places_taken") > 0


HAS_TEAM = Condition(_has_team, NobodyWent)

DESK_STEPS: dict[str, Action] = {
    "check_out_for": Action(
        {_S.IN_PROGRESS},
        by=DESK,
        label=N_("Check-out atas nama teknisi"),
        asks=(
            Ask("technician_id", N_("Teknisi"), "person"),
            Ask("ended_at", N_("Pulang pada"), "moment"),
            Ask("reason", N_("Alasan"), "long_text", max_length=300),
        ),
    ),
    "upload_photo": Action(
        _UNDER_WAY,
        by=DESK,
        label=N_("Unggah foto pekerjaan"),
        asks=(
            Ask("phase", N_("Kapan diambil"), "choice", choices=PHASES),
            Ask("photo", N_("Foto"), "file", hint=N_("Foto JPEG, PNG atau WebP, paling besar 12 MB.")),
        ),
    ),
    "upload_handover": Action(_UNDER_WAY, by=DESK, label=N_("Unggah BAST"), asks=UPLOAD),
    "finish_anyway": Transition(
        ACTIVE,
        _S.DONE,
        by=DESK,
        when=(HAS_TEAM,),
        label=N_("Selesaikan dengan alasan"),
        tone="warning",
        asks=(Ask("reason", N_("Mengapa tanpa bukti lengkap"), "long_text"),),
        fact="visit.finished",
    ),
    "fail": Transition(
        ACTIVE,
        _S.DONE,
        by=DESK,
        when=(HAS_TEAM,),
        label=N_("Kunjungan gagal"),
        tone="danger",
        asks=(
            Ask("reason", N_("Mengapa, misalnya: pelanggan tidak di tempat"), "long_text"),
            Ask(
                "fee",
                N_("Biaya kunjungan"),
                "choice",
                choices=((WITHOUT_FEE, N_("Tanpa biaya kunjungan")), (WITH_FEE, N_("Dengan biaya kunjungan"))),
            ),
        ),
        fact="visit.finished",
    ),
    "resume": Transition(
        {_S.DONE},
        _S.IN_PROGRESS,
        by=DESK,
        label=N_("Buka kembali pekerjaan"),
        tone="warning",
        asks=(Ask("reason", N_("Alasan"), "long_text"),),
    ),
}
