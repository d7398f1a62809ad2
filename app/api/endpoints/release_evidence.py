"""Evidence for a release from CI: a report as it was written."""

from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from app.api.access.authentication import bearer_now
from app.api.access.idempotency import answer_once
from app.api.actions import act
from app.api.docs.openapi import multipart
from app.api.fields import Text
from app.api.request_body import all_files, load
from app.api.resources.operations.releases import RELEASES
from app.api.schemas import body_schema
from app.core.clock import utc_now
from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.identifiers import sha256
from app.models.releases.readiness import UPLOADED, EvidenceKind
from app.policies.scopes import THINGS
from app.releases.evidence import BadReport
from app.releases.evidence.complaints import complaint
from app.releases.evidence.read_report import read_reports
from workflows.releases.readiness import add_evidence

_REPORT = {
    "report": {"type": "string", "format": "binary"},
    "kind": {"type": "string", "enum": sorted(UPLOADED)},
    "commit": {"type": "string", "maxLength": 40},
}


@act(
    "add_evidence",
    N_("Kirim bukti"),
    RELEASES.schema,
    status=201,
    thing=THINGS["releases"],
    path="evidence",
    requestBody=multipart(_REPORT, ["report", "kind"]),
)
def send_evidence(id: int) -> Response:  # noqa: A002  the name in the address
    """JUnit for TESTS, coverage.xml for COVERAGE, SARIF for SECURITY; `commit` where the report does not tell it.

    Several files of JUnit are sent together, each as `report`: green when each of them is.
    """
    user = bearer_now().user
    known = body_schema("EvidenceForm", kind=Text(20, required=True), commit=Text(40, load_default=""))
    parsed = load(known, "form")
    uploads = all_files("report")
    if not uploads or parsed["kind"] not in {str(one) for one in UPLOADED}:
        raise Invalid(N_("Pilih jenis bukti dan berkasnya."), field="report")
    contents = [(upload.stream.seek(0), upload.stream.read())[1] for upload in uploads]
    try:
        found = read_reports(parsed["kind"], contents)
    except BadReport as problem:
        raise Invalid(N_("Laporan ini tidak dapat dibaca."), field="report", why=complaint(problem)) from None

    def work(session: Session) -> tuple[int, dict[str, Any]]:
        RELEASES.get(session, id, user)
        add_evidence(
            session,
            release_id=id,
            kind=EvidenceKind(parsed["kind"]),
            passed=found.passed,
            facts=found.facts,
            commit=found.commit or parsed["commit"],
            made_at=found.made_at,
            sha256=sha256(b"".join(contents)),
            actor=user,
            now=utc_now(),
        )
        return 201, RELEASES.reread(session, id, bearer_now().user)

    return answer_once(work)
