"""What a screen says about its list and its records, and how the two pages are drawn from it."""

from collections.abc import Callable
from typing import Any, ClassVar

from flask import request

from admin_views.framework.record_history import record_history
from app.core.db import db
from app.core.flow import Flow
from app.core.i18n import Sentence
from app.presenters.status import status_badge


class PageContext:
    """Mixed into AdminModelView."""

    flow: ClassVar[Flow | None]

    # --- how the list looks ---

    column_class: ClassVar[dict[str, str]] = {}  # {"total_idr": "number", "problem": "wrap"}
    empty_text: Sentence = ""

    def cell_writers(self, names: list[str]) -> list[Callable[[Any], Any]]:
        """For each column the function that writes its cell; Flask-Admin's own way tries every type for every value."""
        return [self._writer(name) for name in names]

    def _writer(self, name: str) -> Callable[[Any], Any]:
        write = self.column_formatters.get(name)
        if write is not None:
            return lambda record: write(self, None, record, name)
        read, choices, by_type = self._get_field_value, self._column_choices_map.get(name), self.column_type_formatters

        def plain(record: Any) -> Any:
            value = read(record, name) if "." in name else getattr(record, name)
            if choices:
                return choices.get(value) or value
            typed = by_type.get(type(value))
            return typed(self, value, name) if typed else value

        return plain

    def row_class(self, record: Any) -> str:  # noqa: ARG002
        """`tone-danger` and the like for rows that want attention."""
        return ""

    # --- the record's page ---

    def record_title(self, record: Any) -> str:
        return str(record)

    def record_sections(self, record: Any) -> list[dict[str, Any]]:  # noqa: ARG002
        """Groups of (label, value) rows; empty: the plain table of `column_details_list`."""
        return []

    def record_links(self, record: Any) -> list[dict[str, Any]]:  # noqa: ARG002
        """Further buttons: label, href, icon."""
        return []

    def record_extra(self, record: Any) -> dict[str, Any]:  # noqa: ARG002
        """More template variables for a details template of the screen's own."""
        return {}

    def record_timeline(self, record: Any) -> list[dict[str, Any]]:
        return record_history(db.session(), self.model.__tablename__, record.id, flow=self.flow)

    def render(self, template: str, **kwargs: Any) -> Any:
        record = kwargs.get("model")
        if template == self.details_template and record is not None:
            kwargs.update(
                record_title=self.record_title(record),
                record_badge=status_badge(self.flow, record.status) if self.flow else None,
                record_sections=self.record_sections(record),
                record_links=self.record_links(record),
                record_timeline=self.record_timeline(record),
                record_transitions=self.transitions_of(record),
                **self.record_extra(record),
            )
        if template == self.list_template:
            kwargs |= self.list_context()
        kwargs.setdefault("may_write", self._may_write())
        return super().render(template, **kwargs)

    def list_context(self) -> dict[str, Any]:
        return {
            "cell_writers": self.cell_writers([name for name, _label in self._list_columns]),
            "row_class": self.row_class,
            "return_url": request.full_path.rstrip("?"),
            "column_class": self.column_class,
            "empty_text": self.empty_text,
            "saved_filters": self.saved_lists(),
            "save_filter_url": self.get_url(".keep_filter"),
        }
