"""Every table of the house; importing this package makes the metadata complete."""

# pyright: reportUnusedImport=false

from app.models import (
    access,
    address,
    approval,
    assignment,
    audit,
    audit_bulk,
    bug,
    company,
    contact,
    customer,
    customer_import,
    document,
    execution,
    exp,
    factor,
    feedback,
    feedback_day,
    hook,
    identity,
    invoice,
    kpi,
    ledger,
    link,
    member,
    notification,
    outbox,
    payment,
    rating,
    support,
    token,
    user,
    user_report,
    visit,
)
from app.models.bug_flow import BUG_FLOW
from app.models.customer import CUSTOMER_FLOW
from app.models.execution import ALERT_FLOW, EXTENSION_FLOW
from app.models.feedback import FEEDBACK_FLOW
from app.models.hook import HOOK_FLOW
from app.models.invoice import INVOICE_FLOW
from app.models.outbox import DELIVERY_FLOW, INBOX_FLOW, PROMISE_FLOW
from app.models.payment import PAYMENT_FLOW
from app.models.support import SUPPORT_FLOW
from app.models.token import TOKEN_FLOW
from app.models.user import USER_FLOW
from app.models.user_report import USER_REPORT_FLOW
from app.models.visit import VISIT_FLOW

FLOWS = {
    flow.name: flow
    for flow in (
        USER_FLOW,
        CUSTOMER_FLOW,
        VISIT_FLOW,
        EXTENSION_FLOW,
        ALERT_FLOW,
        INVOICE_FLOW,
        PAYMENT_FLOW,
        DELIVERY_FLOW,
        INBOX_FLOW,
        PROMISE_FLOW,
        HOOK_FLOW,
        BUG_FLOW,
        FEEDBACK_FLOW,
        SUPPORT_FLOW,
        USER_REPORT_FLOW,
        TOKEN_FLOW,
    )
}
