"""What a screen says about its list and its records, and how the two pages are drawn from it."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from flask import abort, request

from admin_views.framework.lists.list_columns import column_roles, state_second
from admin_views.framework.lists.quick_filters import quick_filters
from admin_views.framework.record_history import KINDS, record_history
from admin_views.framework.records.tickets_about import tickets_about
from app.core.db import db
from app.core.flow import Flow
from app.core.i18n import Sentence
from app.presenters.status import status_badge


class PageContext:
    """Mixed into AdminModelView."""

    flow: ClassVar[Flow | None]

    # --- how the list looks ---

    column_class: ClassVar[dict[str, str]] = {}  # {"total_idr": "number", "problem": "wrap"}; see list_columns
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

    def get_list_columns(self) -> list[Any]:
        return state_second(super().get_list_columns())  # type: ignore[misc]

    def column_roles(self) -> dict[str, str]:
        names = [name for name, _label in self._list_columns]  # type: ignore[attr-defined]
        roles = column_roles(self.model, names, self.column_formatters, self.column_class)  # type: ignore[attr-defined]
        hidden = self.hidden_columns()
        return {name: f"{role} is-hidden" if name in hidden else role for name, role in roles.items()}

    def row_class(self, record: Any) -> str:  # noqa: ARG002
        """`tone-danger` and the like for rows that want attention."""
        return ""

    # --- the record's page ---

    moves_elsewhere: ClassVar[frozenset[str]] = frozenset()  # drawn in a section of the page, not in its head

    title_columns: ClassVar[tuple[str, ...]] = ()  # what the head of the page says: number and subject, mostly

    def record_title(self, record: Any) -> str:
        titled = " · ".join(str(getattr(record, name)) for name in self.title_columns)
        return titled or (str(self.name) if type(record).__str__ is object.__str__ else str(record))  # type: ignore[attr-defined]

    def record_sections(self, record: Any) -> list[dict[str, Any]]:  # noqa: ARG002
        """Groups of (label, value) rows; empty: the plain table of `column_details_list`."""
        return []

    def record_owner(self, record: Any) -> str | None:
        """The name of whoever has it, shown in the page's head."""
        owner = getattr(record, "owner", None)
        return owner.name if owner else None

    def record_links(self, record: Any) -> list[dict[str, Any]]:  # noqa: ARG002
        """Further buttons: label, href, icon."""
        return []

    def record_extra(self, record: Any) -> dict[str, Any]:  # noqa: ARG002
        """More template variables for a details template of the screen's own."""
        return {}

    def record_timeline(self, record: Any) -> list[dict[str, Any]]:
        return record_history(
            db.session(),
            self.model.__tablename__,
            record.id,
            flow=self.flow,
            zone=self.zone_for(record).key,
            kind=self.asked_history(),
        )

    def asked_history(self) -> str | None:
        asked = request.args.get("history", "")
        return asked if asked in self.history_kinds() else None

    def history_kinds(self) -> dict[str, Sentence]:
        """By what `record_timeline` can be narrowed: values of `?history=` and their words."""
        return {name: label for name, label in KINDS.items() if self.flow or name != "steps"}

    def show_again(self, record_id: int, **typed: str) -> Any:
        """The record's page after a refusal, with what was typed into a form on it."""
        record = self.get_one(str(record_id))  # type: ignore[attr-defined]
        if record is None:
            abort(404)
        page = self.render(
            self.details_template,
            model=record,
            details_columns=self._details_columns,  # type: ignore[attr-defined]
            get_value=self.get_detail_value,  # type: ignore[attr-defined]
            return_url=self.get_url(".index_view"),  # type: ignore[attr-defined]
            typed=typed,
        )
        return page, 422

    def render(self, template: str, **kwargs: Any) -> Any:
        record = kwargs.get("model")
        if template == self.details_template and record is not None:
            transitions = self.transitions_of(record)
            kwargs.update(
                record_title=self.record_title(record),
                record_badge=status_badge(self.flow, record.status) if self.flow else None,
                record_sections=self.record_sections(record),
                record_links=self.record_links(record),
                record_timeline=self.record_timeline(record),
                history_kinds=self.history_kinds(),
                record_transitions=transitions,
                moves_in_head=[move for move in transitions if move.name not in self.moves_elsewhere],
                record_owner=self.record_owner(record),
                record_tickets=tickets_about(record),
                **self.record_extra(record),
            )
        if template == self.edit_template and record is not None:
            kwargs.setdefault("record_title", self.record_title(record))
        if template == self.list_template:
            kwargs |= self.rows_context(kwargs["data"], request.full_path.rstrip("?"))
            kwargs |= {**self.list_context(), "news_url": self.news_url(kwargs["data"])}
            kwargs["row_seen_actions"] = self.deciding_actions()
            quick, rest = quick_filters(kwargs.get("filter_groups"), kwargs.get("filter_args") or {})
            kwargs |= {"quick_filters": quick, "filters_beside": rest}
        kwargs.setdefault("typed", {})
        kwargs.setdefault("may_write", self._may_write())
        return super().render(template, **kwargs)

    def rows_context(self, rows: Sequence[Any], list_url: str) -> dict[str, Any]:
        """What rows are drawn from; records and steps lead back to `list_url`."""
        return {
            "data": rows,
            "list_columns": self._list_columns,  # type: ignore[attr-defined]
            "actions": self.get_actions_list()[0],  # type: ignore[attr-defined]
            "cell_writers": self.cell_writers([name for name, _label in self._list_columns]),  # type: ignore[attr-defined]
            "row_class": self.row_class,
            "column_roles": self.column_roles(),
            "row_seen": self.content_hashes(rows),  # type: ignore[attr-defined]
            "row_steps": self.row_steps(rows, list_url),  # type: ignore[attr-defined]
            "return_url": list_url,
        }

    def list_context(self) -> dict[str, Any]:
        return {
            "empty_text": self.empty_text,
            "saved_filters": self.saved_lists(),
            "save_filter_url": self.get_url(".store_filter"),
            "choosable_columns": self.choosable_columns(),
            "left_out": self.hidden_columns(),
        }
