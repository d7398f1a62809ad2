"""What probes of other systems find wrong, in words; the probes themselves know no sentences of ours."""

from collections.abc import Mapping

from app.core.i18n import N_, Sentence, filled
from integrations.probes.fault import Fault

FAULTS: Mapping[str, Sentence] = {
    "addresses": N_("%(found)s; diharapkan %(expected)s"),
    "certificate": N_("sertifikat berakhir %(left)d hari lagi, diharapkan paling sedikit %(wanted)d"),
    "no_value": N_("%(path)s tidak ada di JSON-nya"),
    "status": N_("HTTP %(status)d, diharapkan %(expected)d"),
    "value": N_("%(path)s = %(found)s, diharapkan %(expected)s"),
    "words": N_("“%(words)s” tidak ada di jawabannya"),
}


def fault_words(fault: Fault | None) -> Sentence:
    """Empty where there is none."""
    return "" if fault is None else filled(FAULTS[fault.code], fault.values)
