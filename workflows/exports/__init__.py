"""Files of lists: ordered, written by a job, kept a day."""

from workflows.exports.events import ExportFailed, ExportReady
from workflows.exports.expire_exports import expire_exports
from workflows.exports.order_export import note_export, order_export
from workflows.exports.own_exports import get_own_export, list_own_exports
from workflows.exports.write_export import fail_export, finish_export, lease_export, note_progress

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
