"""Filters of a list: stable names in the URL, words in the reader's language; a bad value is a sentence, no error."""

from typing import Any

from flask import g
from flask_admin.model.filters import BaseFilter
from sqlalchemy import Boolean, Date, DateTime

from admin_views.framework.lists.filters import ChoiceFilter, ColumnFilter, DayFilter, ExactFilter, YesNoFilter
from app.core.flow import Flow
from app.core.i18n import gettext, language


class ListFilters:
    """Mixed into AdminModelView. `column_filters`: ColumnFilters, or names of columns that get a fitting one."""

    flow: Flow | None

    def scaffold_filters(self, name: Any) -> list[BaseFilter]:
        """A filter for a column named by a plain string."""
        column = getattr(self.model, name) if isinstance(name, str) else name  # type: ignore[attr-defined]
        key, label = column.key, self.get_column_name(column.key)  # type: ignore[attr-defined]
        if self.flow is not None and key == "status":
            return [ChoiceFilter(key, label, column, tuple(self.flow.labels.items()))]
        choices = (self.column_choices or {}).get(key)  # type: ignore[attr-defined]
        if choices:
            return [ChoiceFilter(key, label, column, choices)]
        if isinstance(column.type, Boolean):
            return [YesNoFilter(key, label, column)]
        if isinstance(column.type, DateTime | Date):
            return [DayFilter(key, label, column)]
        return [ExactFilter(key, label, column)]

    def get_filter_arg(self, index: int, flt: Any) -> str:
        return flt.key if isinstance(flt, ColumnFilter) else super().get_filter_arg(index, flt)  # type: ignore[misc]

    def _refresh_filters_cache(self) -> None:
        """Flask-Admin would translate the names and ask for the options here, once and for everybody."""
        self._filters = self.get_filters()  # type: ignore[attr-defined]
        self._fixed_items: dict[tuple[str, int], tuple[str, dict[str, Any]]] = {}
        self._filter_args = {
            self.get_filter_arg(index, found): (index, found) for index, found in enumerate(self._filters or ())
        }

    def _get_filter_groups(self) -> dict[str, list[dict[str, Any]]] | None:
        """The filter menu, in the reader's language and with today's options."""
        groups: dict[str, list[dict[str, Any]]] = {}
        for index, found in enumerate(self._filters or ()):
            if not getattr(found, "in_menu", True):
                continue
            describe = self._fixed_item if getattr(found, "is_fixed", False) else self._item
            name, item = describe(index, found)
            groups.setdefault(name, []).append(item)
        return groups or None

    def _fixed_item(self, index: int, found: Any) -> tuple[str, dict[str, Any]]:
        """Written once for each language."""
        key = (language(), index)
        if key not in self._fixed_items:
            self._fixed_items[key] = self._item(index, found)
        return self._fixed_items[key]

    def _item(self, index: int, found: Any) -> tuple[str, dict[str, Any]]:
        options = found.get_options(self)
        return str(found.name), {
            "index": index,
            "arg": self.get_filter_arg(index, found),
            "operation": str(found.operation()),
            "options": [[str(value), str(label)] for value, label in options] if options else None,
            "type": found.data_type,
        }

    def get_invalid_value_msg(self, value: str, filter: Any) -> str:  # noqa: A002, ARG002  Flask-Admin's names
        return gettext("Nilai saringan “%(name)s” tidak sah.", name=str(filter.name))

    def apply_filters(self, query: Any, filters: Any) -> Any:
        for index, name, value in filters or ():
            chosen = self._filters[index]
            try:
                query = chosen.apply(query, chosen.clean(value))
            except (ValueError, KeyError):
                g.filter_error = gettext("Nilai saringan “%(name)s” tidak sah.", name=name)
        return query

    def sort_of_filters(self, filters: Any) -> Any:
        """The column whose range is asked for: walked along, it reads that range and nothing else."""
        chosen = (self._filters[index] for index, _name, _value in filters or ())
        return next((found.column for found in chosen if isinstance(found, DayFilter)), None)

    def filter_chip(self, index: int, value: str) -> tuple[str, str]:
        """The operation and the value of a filter in force, as people read them."""
        chosen = self._filters[index]
        if not isinstance(chosen, ColumnFilter):
            return str(chosen.operation()), value
        return str(chosen.operation()), chosen.text_of(value)
