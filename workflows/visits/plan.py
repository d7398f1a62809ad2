"""What CS plans for a visit, and whether it can be done."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import Skill
from app.models.customers.customer import Customer, CustomerStatus, Site
from app.models.visits.visit import FINISHED, Priority, VisitTicket

LONGEST_VISIT = timedelta(days=31)
LONGEST_PROBLEM = 2000
LARGEST_QUOTA = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPlan:
    """The fields of a ticket that CS fills in; moments in UTC.

    `override_reason`: go on although too few are free. `rework_of_id`: the finished visit whose work is done again.
    """

    customer_id: int
    site_id: int
    problem: str
    planned_start: datetime
    planned_end: datetime
    quota: int = 1
    priority: Priority = Priority.MEDIUM
    skill_id: int | None = None
    race_opens_at: datetime | None = None
    notes: str = ""
    override_reason: str = field(default="")
    rework_of_id: int | None = None


def require_sound(session: Session, plan: VisitPlan, *, now: datetime) -> None:
    """Raises Invalid, naming the field, for a plan that contradicts itself or what is stored."""
    if not plan.problem.strip() or len(plan.problem) > LONGEST_PROBLEM:
        raise Invalid(N_("Tulis keluhan pelanggan, paling banyak 2.000 huruf."), field="problem")
    if not 1 <= plan.quota <= LARGEST_QUOTA:
        raise Invalid(N_("Kuota teknisi antara 1 dan 50."), field="quota")
    require_times(plan.planned_start, plan.planned_end, now=now)
    if plan.race_opens_at is not None and plan.race_opens_at >= plan.planned_start:
        raise Invalid(N_("Job harus dibuka untuk diambil sebelum kunjungan dimulai."), field="race_opens_at")
    customer = session.get(
        Customer, plan.customer_id, with_for_update={"read": True}, populate_existing=True
    )  # nobody deletes it meanwhile
    if customer is None or customer.status != CustomerStatus.ACTIVE:
        raise Invalid(N_("Pilih pelanggan yang aktif."), field="customer_id")
    site = session.get(Site, plan.site_id)
    if site is None or site.customer_id != customer.id or site.deleted_at is not None:
        raise Invalid(N_("Lokasi ini bukan milik pelanggan tersebut. Pilih lokasinya lagi."), field="site_id")
    _require_rework(session, plan)
    if plan.skill_id is not None and session.get(Skill, plan.skill_id) is None:
        raise Invalid(N_("Keahlian ini tidak ada. Pilih lagi."), field="skill_id")


def _require_rework(session: Session, plan: VisitPlan) -> None:
    if plan.rework_of_id is None:
        return
    former = session.get(VisitTicket, plan.rework_of_id)
    if former is None or former.customer_id != plan.customer_id or former.status not in FINISHED:
        raise Invalid(
            N_("Pengerjaan ulang hanya untuk kunjungan pelanggan ini yang sudah selesai."), field="rework_of_id"
        )


def require_times(start: datetime, end: datetime, *, now: datetime) -> None:
    if end <= start:
        raise Invalid(N_("Waktu selesai harus sesudah waktu mulai."), field="planned_end")
    if end - start > LONGEST_VISIT:
        raise Invalid(N_("Satu kunjungan paling lama 31 hari."), field="planned_end")
    if end <= now:
        raise Invalid(N_("Waktu ini sudah lewat. Pilih waktu yang akan datang."), field="planned_start")
