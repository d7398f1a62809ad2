"""Facts about exports that their owners are told."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReady(Event):
    kind: ClassVar[str] = "export.ready"
    export_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFailed(Event):
    kind: ClassVar[str] = "export.failed"
    export_id: int
