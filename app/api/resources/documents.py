"""Documents and what customers thought."""

from sqlalchemy.orm import joinedload, selectinload

from app.api.fields import Items, Part, Text
from app.api.plain_resource import every_row, plain_resource
from app.api.resource import Foreign, Resource, exact, one_of, same, since, yes_no
from app.api.schemas import record_schema
from app.models.files.document import Document
from app.models.files.undrawn_file import UndrawnFile
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from app.models.visits.rating import RatingStars, VisitRating
from app.policies.visibility import documents_visible_to, invoices_visible_to, payments_visible_to


def _of_file(name: str) -> Text:
    """A value of the file behind a document; null while the document is being drawn."""
    return Text(100, allow_none=True, attribute=f"file.{name}", dump_default=None)


DOCUMENTS = Resource(
    "documents",
    Document,
    record_schema(
        "Document",
        Document,
        (
            "id",
            "kind",
            "visit_id",
            "invoice_id",
            "payment_id",
            "number",
            "revision",
            "phase",
            "signer_name",
            "made_by_id",
            "issued_at",
            "device_at",
            "withdrawn_at",
            "created_at",
        ),
        media_type=_of_file("media_type"),
        sha256=_of_file("sha256"),
    ),
    documents_visible_to,
    foreign={"invoice_id": Foreign(Invoice, invoices_visible_to), "payment_id": Foreign(Payment, payments_visible_to)},
    loads=(joinedload(Document.file),),
    filters={
        "visit_id": same(Document.visit_id),
        "invoice_id": same(Document.invoice_id),
        "kind": one_of(Document.kind),
        "number": exact(Document.number, 40),
        "in_force": yes_no(Document.withdrawn_at.is_(None)),
    },
)

_stars = record_schema("Stars", RatingStars, ("user_id", "rated_role", "stars"))


RATINGS = Resource(
    "ratings",
    VisitRating,
    record_schema(
        "Rating",
        VisitRating,
        (
            "id",
            "visit_id",
            "customer_id",
            "comment",
            "submitted_at",
            "edited_at",
            "lowest_stars",
            "status",
            "follow_up_note",
            "followed_up_by_id",
            "followed_up_at",
            "created_at",
        ),
        stars=Items(Part(_stars), most=1000),
    ),
    every_row,
    loads=(selectinload(VisitRating.stars),),
    filters={
        "visit_id": same(VisitRating.visit_id),
        "customer_id": same(VisitRating.customer_id),
        "submitted_from": since(VisitRating.submitted_at),
        "status": one_of(VisitRating.status),
    },
)
UNDRAWN = plain_resource(
    "undrawn_files",
    "UndrawnFile",
    UndrawnFile,
    "id kind title error tries status ended_at created_at",
    by=("status", "kind"),
)
