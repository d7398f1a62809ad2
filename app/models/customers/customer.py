"""Customers and the places where work is done for them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Computed, Double, ForeignKey, Index, String, Text, func
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import DEFAULT_ZONE, ZONES
from app.core.db import Record, one_of, rank_of
from app.core.errors import NotAvailable
from app.core.flow import Action, Ask, Condition, Flow, Transition
from app.core.i18n import N_, Sentence
from app.models.accounts.user import DESK
from app.models.customers.address import ADDRESS_WORDS, AddressParts, marked_words, words_vector


class CustomerStatus(StrEnum):
    ACTIVE = "ACTIVE"
    INACTIVE = "INACTIVE"
    DELETED = "DELETED"


class CustomerSource(StrEnum):
    MANUAL = "MANUAL"
    WHATSAPP = "WHATSAPP"
    IMPORT = "IMPORT"


CUSTOMER_SOURCE_LABELS: dict[CustomerSource, Sentence] = {
    CustomerSource.MANUAL: N_("Diketik"),
    CustomerSource.WHATSAPP: N_("WhatsApp"),
    CustomerSource.IMPORT: N_("Impor"),
}


class Customer(AddressParts, Record):
    __tablename__ = "customers"

    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    phone_e164: Mapped[str | None] = mapped_column(String(16))  # a WhatsApp contact may hide its number
    email: Mapped[str | None] = mapped_column(String(254))
    npwp: Mapped[str] = mapped_column(String(22), default="")
    locale: Mapped[str] = one_of(["id", "en"], "locale", default="id")
    source: Mapped[CustomerSource] = one_of(CustomerSource, "source", default=CustomerSource.MANUAL)
    status: Mapped[CustomerStatus] = one_of(CustomerStatus, "status", default=CustomerStatus.ACTIVE)
    notes: Mapped[str] = mapped_column(Text, default="")
    service_plan_id: Mapped[int | None] = mapped_column(ForeignKey("service_plans.id", ondelete="SET NULL"))
    complaint: Mapped[str] = mapped_column(Text, default="", server_default="")  # what a registration said was wrong
    complaint_at: Mapped[datetime | None] = mapped_column()  # waits for a visit since then
    deleted_at: Mapped[datetime | None] = mapped_column()
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())
    search: Mapped[str] = mapped_column(
        TSVECTOR, Computed(words_vector("name", "code", *ADDRESS_WORDS), persisted=True), deferred=True
    )

    sites: Mapped[list["Site"]] = relationship(back_populates="customer", order_by="Site.id")

    __table_args__ = (
        Index("uq_customers_phone_active", phone_e164, unique=True, postgresql_where=deleted_at.is_(None)),
        Index("ix_customers_search", search, postgresql_using="gin"),
        Index("ix_customers_phone_prefix", phone_e164, postgresql_ops={"phone_e164": "text_pattern_ops"}),
        Index(
            "ix_customers_phone_reversed",
            func.reverse(phone_e164).label("reversed"),
            postgresql_ops={"reversed": "text_pattern_ops"},
        ),
        Index("ix_customers_code_prefix", code, postgresql_ops={"code": "text_pattern_ops"}),
        Index("ix_customers_complaint_at", complaint_at, postgresql_where=complaint_at.is_not(None)),
        Index("ix_customers_status_id", status, "id"),
        Index("ix_customers_status_rank", rank_of(status), "id"),
        Index("ix_customers_name_lower_id", func.lower(name), "id"),
        CheckConstraint("(status = 'DELETED') = (deleted_at IS NOT NULL)", name="deleted"),
    )

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Site(AddressParts, Record):
    """A place of a customer: coordinates in degrees (WGS 84), days counted in its own time zone."""

    __tablename__ = "sites"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="RESTRICT"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    latitude: Mapped[float | None] = mapped_column(Double)
    longitude: Mapped[float | None] = mapped_column(Double)
    time_zone: Mapped[str] = one_of(list(ZONES), "time_zone", default=DEFAULT_ZONE)
    deleted_at: Mapped[datetime | None] = mapped_column()
    search: Mapped[str] = mapped_column(
        TSVECTOR, Computed(words_vector("name", *ADDRESS_WORDS), persisted=True), deferred=True
    )

    customer: Mapped[Customer] = relationship(back_populates="sites")

    __table_args__ = (
        Index("ix_sites_search", search, postgresql_using="gin"),
        CheckConstraint("latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180", name="on_earth"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="both_or_none"),
    )

    def __str__(self) -> str:
        return self.name


class NoComplaint(NotAvailable):
    """No complaint of this customer waits for a visit."""

    code = "no_complaint"
    sentence = N_("Tidak ada keluhan yang menunggu kunjungan.")


DELETE_ANYWAY = "DELETE"
_OPEN_WORK = (("KEEP", N_("Jangan hapus bila masih ada")), (DELETE_ANYWAY, N_("Hapus juga")))

CUSTOMER_FLOW = Flow(
    "customer",
    Customer,
    CustomerStatus,
    {
        "deactivate": Transition(
            {CustomerStatus.ACTIVE},
            CustomerStatus.INACTIVE,
            by=DESK,
            label=N_("Nonaktifkan"),
            tone="warning",
            bulk=True,
            fact="customer.deactivated",
        ),
        "activate": Transition(
            {CustomerStatus.INACTIVE},
            CustomerStatus.ACTIVE,
            by=DESK,
            label=N_("Aktifkan"),
            bulk=True,
            fact="customer.activated",
        ),
        "delete": Transition(
            {CustomerStatus.ACTIVE, CustomerStatus.INACTIVE},
            CustomerStatus.DELETED,
            by=DESK,
            label=N_("Hapus"),
            asks=(
                Ask("reason", N_("Alasan"), "long_text", required=False),
                Ask(
                    "open_work",
                    N_("Kunjungan terbuka atau invoice belum lunas"),
                    "choice",
                    choices=_OPEN_WORK,
                    required=False,
                ),
            ),
            tone="danger",
            confirm=N_("Pelanggan disembunyikan dari daftar; riwayatnya tetap ada dan dapat dipulihkan."),
            fact="customer.deleted",
        ),
        "settle_complaint": Action(
            {CustomerStatus.ACTIVE, CustomerStatus.INACTIVE},
            by=DESK,
            label=N_("Keluhan selesai tanpa kunjungan"),
            when=(Condition(lambda _actor: Customer.complaint_at.is_not(None), NoComplaint),),
        ),
        "replace_links": Action(
            {CustomerStatus.ACTIVE, CustomerStatus.INACTIVE},
            by=DESK,
            label=N_("Ganti semua tautan"),
            tone="warning",
            confirm=N_(
                "Semua tautan invoice, penilaian, dan tiket yang lama mati; yang baru dikirim ke nomor pelanggan."
            ),
        ),
        "restore": Transition(
            {CustomerStatus.DELETED}, CustomerStatus.ACTIVE, by=DESK, label=N_("Pulihkan"), fact="customer.restored"
        ),
    },
    subject="customer_id",
    labels={
        CustomerStatus.ACTIVE: N_("Aktif"),
        CustomerStatus.INACTIVE: N_("Non-aktif"),
        CustomerStatus.DELETED: N_("Dihapus"),
    },
    tones={
        CustomerStatus.ACTIVE: "positive",
        CustomerStatus.INACTIVE: "neutral",
        CustomerStatus.DELETED: "danger",
    },
    facts={"created": "customer.created", "changed": "customer.changed"},
)


def _marked(model: Any, *names: str) -> tuple[Any, Any]:
    table = model.__table__
    words, has_marks = marked_words(*(table.c[name] for name in (*names, *ADDRESS_WORDS)))
    Index(f"ix_{table.name}_marked", words.label("words"), postgresql_using="gin", postgresql_where=has_marks)
    return words, has_marks


CUSTOMER_MARKED, SITE_MARKED = _marked(Customer, "name", "code"), _marked(Site, "name")
