"""Files of lists: ordered, written by a job, kept a day."""

from workflows.exports.events import ExportFailed, ExportReady
from workflows.exports.expire_exports import expire_exports
from workflows.exports.fail_export import fail_export
from workflows.exports.finish_export import finish_export
from workflows.exports.lease_export import lease_export
from workflows.exports.note_export import note_export
from workflows.exports.note_progress import note_progress
from workflows.exports.order_export import order_export
from workflows.exports.own_exports import get_own_export, list_own_exports

__all__ = [
    "ExportFailed",
    "ExportReady",
    "expire_exports",
    "fail_export",
    "finish_export",
    "get_own_export",
    "lease_export",
    "list_own_exports",
    "note_export",
    "note_progress",
    "order_export",
]
