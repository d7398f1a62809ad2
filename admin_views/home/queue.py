"""How one work queue is named, linked and written as a line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from admin_views.framework.navigation import list_url, record_url
from admin_views.home.queue_lines import Line
from app.core.i18n import Sentence


@dataclass(frozen=True, slots=True)
class WorkQueue:
    label: Sentence
    tone: str
    model: Any
    query: Mapping[str, str]
    line: Callable[[Any], Line]
    target: Callable[[Any], tuple[Any, int | None]]  # the record a line leads to
    always: bool = False  # shown when empty, too

    def list_url(self) -> str | None:
        return list_url(self.model, **self.query)

    def row(self, record: Any) -> dict[str, Any]:
        title, text, meta = self.line(record)
        return {"title": title, "text": text, "meta": meta, "badge": None, "tone": None, "href": self._href(record)}

    def _href(self, record: Any) -> str | None:
        return record_url(self.model, record.id) or record_url(*self.target(record))
