"""Screens of settings, access and the audit log, in the order of the navigation."""

from admin_views.framework.registration import Screen, screens_of
from admin_views.settings.api_tokens import ApiTokenView
from admin_views.settings.audit_log import AuditView
from admin_views.settings.bulk_runs import BulkRunsView
from admin_views.settings.company import CompanyView
from admin_views.settings.everything import EverythingView
from admin_views.settings.exports import OwnExportsView
from admin_views.settings.permissions import PermissionView
from admin_views.settings.undrawn_files import UndrawnFileView
from admin_views.settings.webhooks import WebhookView
from app.core.i18n import N_
from app.models.accounts.api_token import ApiToken
from app.models.audit.audit_log import AuditEntry
from app.models.company import Company
from app.models.files.undrawn_file import UndrawnFile
from app.models.messaging.webhooks import WebhookEndpoint

__all__ = ["SCREENS"]

SCREENS = screens_of(
    N_("Pengaturan"),
    Screen(EverythingView, None, N_("Pengaturan"), "everything", url="pages", icon="settings", entry=None),
    Screen(CompanyView, Company, N_("Perusahaan"), "company", icon="settings", entry=None),
    Screen(BulkRunsView, None, N_("Tindakan massal saya"), "bulk", icon="check-circle", entry=None),
    Screen(PermissionView, None, N_("Hak akses"), "permissions", icon="shield", entry=None),
    Screen(ApiTokenView, ApiToken, N_("Token API"), "machine", url="tokens", icon="key", entry="integrations"),
    Screen(WebhookView, WebhookEndpoint, N_("Webhook keluar"), "hook", url="hooks", icon="link", entry="integrations"),
    Screen(OwnExportsView, None, N_("Ekspor saya"), "export", url="exports", icon="download", entry=None),
    Screen(
        UndrawnFileView,
        UndrawnFile,
        N_("PDF yang belum dapat dibuat"),
        "undrawn_file",
        url="undrawn-files",
        icon="alert",
        entry=None,
    ),
    Screen(AuditView, AuditEntry, N_("Jejak audit"), "audit", icon="history", entry=None),
)
