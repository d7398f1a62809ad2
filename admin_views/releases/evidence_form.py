"""Reports and tables uploaded to a release, read before anything is kept of them."""

from typing import Any

from flask import request

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.identifiers import sha256
from app.models.releases.readiness import UPLOADED, EvidenceKind
from app.releases.evidence import BadReport
from app.releases.evidence.complaints import complaint
from app.releases.evidence.read_report import read_reports


def counts_sent() -> bytes:
    """The CSV as it was uploaded; raises Invalid where there is none."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Invalid(N_("Pilih berkas CSV."), field="file")
    return file.stream.read()


def evidence_sent() -> dict[str, Any]:
    """Arguments for `add_evidence`; raises Invalid with what is wrong about the file."""
    kind, files = request.form.get("kind", ""), request.files.getlist("file")
    if kind not in {str(one) for one in UPLOADED} or not files:
        raise Invalid(N_("Pilih jenis bukti dan berkasnya."), field="file")
    contents = [file.stream.read() for file in files]
    try:
        found = read_reports(kind, contents)
    except BadReport as problem:
        why = complaint(problem)
        raise Invalid(N_("Laporan ini tidak dapat dibaca: %(why)s.", why=why), field="file") from None
    return {
        "kind": EvidenceKind(kind),
        "passed": found.passed,
        "facts": found.facts,
        "commit": found.commit or request.form.get("commit", ""),
        "made_at": found.made_at,
        "sha256": sha256(b"".join(contents)),
    }
