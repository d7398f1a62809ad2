"""A report uploaded as evidence, read before anything is kept of it."""

from typing import Any

from flask import request

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.identifiers import sha256
from app.models.releases.readiness import UPLOADED, EvidenceKind
from app.releases.evidence import BadReport
from app.releases.evidence.read_report import read_report


def evidence_sent() -> dict[str, Any]:
    """Arguments for `add_evidence`; raises Invalid with what is wrong about the file."""
    kind, file = request.form.get("kind", ""), request.files.get("file")
    if kind not in {str(one) for one in UPLOADED} or file is None:
        raise Invalid(N_("Pilih jenis bukti dan berkasnya."), field="file")
    content = file.stream.read()
    try:
        found = read_report(kind, content)
    except BadReport as problem:
        raise Invalid(N_("Laporan ini tidak dapat dibaca."), field="file", why=str(problem)) from None
    return {
        "kind": EvidenceKind(kind),
        "passed": found.passed,
        "words": found.words,
        "facts": found.facts,
        "commit": found.commit or request.form.get("commit", ""),
        "made_at": found.made_at,
        "sha256": sha256(content),
    }
