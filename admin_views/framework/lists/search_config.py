"""What the daily tables are searched by; a screen says `search_plan = VISITS`."""

from typing import Any

from admin_views.framework.lists.search import OWNERS, SearchPlan
from app.models.customers.customer import SITE_MARKED, Site
from app.models.feedback.bug import BugReport
from app.models.feedback.feedback import Feedback
from app.models.feedback.user_report import UserReport
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from app.models.messaging.outbox import Delivery
from app.models.support.ticket import SupportTicket
from app.models.visits.attendance import Attendance
from app.models.visits.fieldwork import EmergencyAlert, ExtensionRequest
from app.models.visits.rating import VisitRating
from app.models.visits.visit import VisitTicket

CUSTOMERS = OWNERS
SITES = SearchPlan(Site, customer=Site.customer_id, words=Site.search, marked=SITE_MARKED)
VISITS = SearchPlan(
    VisitTicket,
    numbers=(VisitTicket.number,),
    customer=VisitTicket.customer_id,
    words=VisitTicket.search,
    config="indonesian",
    bare_number="TKT-{year}-{number:06d}",
)
INVOICES = SearchPlan(
    Invoice,
    numbers=(Invoice.number,),
    customer=Invoice.customer_id,
    bare_number="INV/{year}/{month}/{number:04d}",
    through=(Invoice.visit_id, SearchPlan(VisitTicket, numbers=(VisitTicket.number,))),
)
PAYMENTS = SearchPlan(Payment, numbers=(Payment.receipt_number,), through=(Payment.invoice_id, INVOICES))
DELIVERIES = SearchPlan(Delivery, phone=Delivery.address, customer=Delivery.customer_id)
FEEDBACK = SearchPlan(Feedback, numbers=(Feedback.number,), words=Feedback.search, config="indonesian")
RATINGS = SearchPlan(VisitRating, through=(VisitRating.visit_id, VISITS))
ATTENDANCES = SearchPlan(Attendance, through=(Attendance.visit_id, VISITS))
EXTENSIONS = SearchPlan(ExtensionRequest, through=(ExtensionRequest.visit_id, VISITS))
ALERTS = SearchPlan(EmergencyAlert, through=(EmergencyAlert.visit_id, VISITS))
SUPPORT = SearchPlan(
    SupportTicket,
    numbers=(SupportTicket.number,),
    customer=SupportTicket.customer_id,
    words=SupportTicket.search,
    config="indonesian",
    bare_number="DKG-{year}-{number:06d}",
)
BUGS = SearchPlan(
    BugReport,
    numbers=(BugReport.number,),
    words=BugReport.search,
    config="indonesian",
    bare_number="BUG-{year}-{number:06d}",
)
USER_REPORTS = SearchPlan(UserReport, numbers=(UserReport.number,), words=UserReport.search, config="indonesian")

PLANS: dict[Any, SearchPlan] = {plan.model: plan for plan in (CUSTOMERS, VISITS, INVOICES, PAYMENTS, DELIVERIES, SITES)}
