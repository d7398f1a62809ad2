"""Screens of settings, access and the audit log, in the order of the navigation."""

from admin_views.framework.registration import Screen
from admin_views.settings.api_tokens import ApiTokenView
from admin_views.settings.audit_log import AuditView
from admin_views.settings.bulk_runs import BulkRunsView
from admin_views.settings.company import CompanyView
from admin_views.settings.everything import EverythingView
from admin_views.settings.exports import OwnExportsView
from admin_views.settings.permissions import PermissionView
from admin_views.settings.webhooks import WebhookView
from app.core.i18n import N_
from app.models.accounts.api_token import ApiToken
from app.models.audit.audit_log import AuditEntry
from app.models.company import Company
from app.models.messaging.webhooks import WebhookEndpoint

__all__ = ["SCREENS"]

GROUP = N_("Pengaturan")
SCREENS = (
    Screen(
        view=EverythingView,
        name=N_("Pengaturan"),
        group=GROUP,
        endpoint="everything",
        entry=None,
        url="pages",
        icon="settings",
    ),
    Screen(
        view=CompanyView,
        model=Company,
        name=N_("Perusahaan"),
        group=GROUP,
        endpoint="company",
        entry=None,
        url="company",
        icon="settings",
    ),
    Screen(
        view=BulkRunsView,
        name=N_("Tindakan massal saya"),
        group=GROUP,
        endpoint="bulk",
        entry=None,
        url="bulk",
        icon="check-circle",
    ),
    Screen(
        view=PermissionView,
        name=N_("Hak akses"),
        group=GROUP,
        endpoint="permissions",
        entry=None,
        url="permissions",
        icon="shield",
    ),
    Screen(
        view=ApiTokenView,
        model=ApiToken,
        name=N_("Token API"),
        group=GROUP,
        endpoint="machine",
        entry="integrations",
        url="tokens",
        icon="key",
    ),
    Screen(
        view=WebhookView,
        model=WebhookEndpoint,
        name=N_("Webhook keluar"),
        group=GROUP,
        endpoint="hook",
        entry="integrations",
        url="hooks",
        icon="link",
    ),
    Screen(
        view=OwnExportsView,
        name=N_("Ekspor saya"),
        group=GROUP,
        endpoint="export",
        entry=None,
        url="exports",
        icon="download",
    ),
    Screen(
        view=AuditView,
        model=AuditEntry,
        name=N_("Jejak audit"),
        group=GROUP,
        endpoint="audit",
        entry=None,
        url="audit",
        icon="history",
    ),
)
