"""What an escalation does next, for whoever works on its incident."""

from app.core.i18n import gettext
from app.models.on_call.escalation import EscalationTimer, TimerKind
from app.presenters.dates import clock_time, moment


def next_call_words(timer: EscalationTimer | None) -> str:
    """Empty when nothing follows by itself."""
    if timer is None:
        return ""
    at, level = clock_time(timer.due_at), timer.level
    match timer.kind:
        case TimerKind.LEVEL:
            return gettext(
                "Level %(level)s dipanggil pukul %(at)s kalau belum dipantau atau selesai.", level=level, at=at
            )
        case TimerKind.DECISION:
            return gettext("Pukul %(at)s diminta keputusan memanggil level 4 kalau belum dipantau atau selesai.", at=at)
        case TimerKind.ACKNOWLEDGEMENT:
            return gettext("Berbunyi lagi pukul %(at)s kalau belum dipantau atau selesai.", at=at)
        case _:
            return gettext("Panggilan ditunda sampai %(at)s.", at=moment(timer.due_at))
