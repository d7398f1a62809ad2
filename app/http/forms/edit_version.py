"""The version an edit form was drawn from: a hash of each field, compared under the row's lock when it is saved.

It covers what the form shows, whoever wrote it meanwhile: another form, the API, an import, the person's own page.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any

from flask import flash
from wtforms import Field, FileField, HiddenField, PasswordField
from wtforms.csrf.core import CSRFTokenField
from wtforms.form import BaseForm

from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import N_, gettext
from app.core.identifiers import sha256

HASH_LENGTH = 12


class ChangedMeanwhile(DomainError):
    """Somebody saved other values since the form was drawn; both stand in the form now."""

    code = "changed_meanwhile"
    sentence = N_(
        "Data ini sudah diubah orang lain sejak Anda membukanya. Belum ada yang disimpan: "
        "periksa isian yang ditandai, lalu simpan lagi."
    )


class VersionMissing(ChangedMeanwhile):
    """The form does not say what it was drawn from; now it does."""

    sentence = N_(
        "Formulir ini tidak mencatat isi yang tadi Anda lihat. Belum ada yang disimpan: "
        "periksa isiannya, lalu simpan lagi."
    )


class VersionField(HiddenField):
    """Never read from a column of the record and never written to one, whatever the column is called."""

    def process_data(self, value: Any) -> None:  # noqa: ARG002
        self.data = ""

    def populate_obj(self, obj: Any, name: str) -> None:
        pass


NOT_COMPARED = (CSRFTokenField, FileField, PasswordField, VersionField)


class Versioned:
    """Mixed into every edit form."""

    version = VersionField()


def with_version(form_class: type[Any]) -> type[Any]:
    """The same form with its version, under the same name."""
    return type(form_class.__name__, (Versioned, form_class), {})


def draw_version(form: BaseForm) -> None:
    """Put the version of what the form shows into the form."""
    version = _version_field(form)
    version.raw_data, version.data = None, _version_of(form)


def require_current(
    form: BaseForm, stored: BaseForm, *, among: Collection[str] | None = None, merge: bool = True
) -> set[str]:
    """Merge with the form as it would be drawn now (`stored`); returns the fields that took over what stands now.

    A field that its user did not touch takes over what somebody else saved meanwhile. One that both changed raises
    ChangedMeanwhile: the form keeps what was typed, says both values there, and carries the new version, so that
    saving again is a decision. `merge` False: what only the other changed is told like that, too, as the step decides
    about it. `among`: the fields that are compared, else all.
    A form that does not say what a field was drawn from raises VersionMissing in the same way.
    """
    version, base = _version_field(form), dict[str, str]()
    for part in (version.data or "").split():
        name, _, value = part.partition(":")
        base[name] = value
    fields = {name: field for name, field in _compared(form) if name in (stored if among is None else among)}
    missing = {name for name in set(fields) - set(base) if _plain(stored[name].data)}
    changed = {
        name
        for name, field in fields.items()
        if _hash(stored[name]) not in {base.get(name, "" if name in missing else _hash(stored[name])), _hash(field)}
    }
    both = {name for name in changed if name in missing or not merge or _hash(fields[name]) != base[name]}
    for name in both:
        _add_conflict(fields[name], stored[name])
    for name in changed - both:
        if both:
            _flash_taken_over(fields[name], stored[name])
        fields[name].raw_data, fields[name].data = None, stored[name].data
    if both or missing:
        version.raw_data, version.data = None, _version_of(stored)
        raise VersionMissing if missing else ChangedMeanwhile
    form.taken_over = [str(fields[name].label.text) for name in fields if name in changed]  # type: ignore[attr-defined]
    return changed


def flash_taken_over(form: BaseForm) -> None:
    """After it was saved: which fields keep what somebody else wrote meanwhile."""
    names = getattr(form, "taken_over", None)
    if names:
        text = gettext("Diubah orang lain sementara itu, dan tetap begitu: %(names)s.", names=", ".join(names))
        flash(text, "info")


def _add_conflict(field: Field, stored: Field) -> None:
    text = gettext(
        "Tersimpan sekarang: “%(now)s”. Isian Anda: “%(here)s”.",
        now=_text_of(stored, field),
        here=_text_of(field, field),
    )
    field.errors = [*field.errors, text]


def _flash_taken_over(field: Field, stored: Field) -> None:
    here, now = _text_of(field, field), _text_of(stored, field)
    text = gettext("Sementara itu diubah dari “%(here)s” menjadi “%(now)s”.", now=now, here=here)
    field.errors = [*field.errors, text]


def is_versioned(form: BaseForm) -> bool:
    return any(isinstance(field, VersionField) for field in form)


def _version_field(form: BaseForm) -> Field:
    return next(field for field in form if isinstance(field, VersionField))


def _version_of(form: BaseForm) -> str:
    return " ".join(f"{name}:{_hash(field)}" for name, field in _compared(form))


def _compared(form: BaseForm) -> Iterator[tuple[str, Field]]:
    return ((field.short_name, field) for field in form if not isinstance(field, NOT_COMPARED))


def _hash(field: Field) -> str:
    return sha256(_plain(field.data))[:HASH_LENGTH]


def _plain(value: Any) -> str:
    """One text for one value, whether it comes from the record or from what a browser sends back."""
    if value is None:
        return ""
    if isinstance(value, Mapping | list | tuple | set | frozenset):
        return _plain_many(value)
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")  # the browser's field has no seconds
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, Decimal | float):
        return f"{Decimal(str(value)).normalize():f}"  # a column keeps zeros that nobody typed
    return "\n".join(value.strip().splitlines()) if isinstance(value, str) else str(getattr(value, "id", value))


def _plain_many(value: Any) -> str:
    """Rows stand in their order; what is chosen among others has none."""
    if isinstance(value, Mapping):
        return json.dumps({str(name): _plain(one) for name, one in value.items()}, sort_keys=True)
    parts = [_plain(one) for one in value]
    in_order = parts if any(isinstance(one, Mapping) for one in value) else sorted(parts)
    return json.dumps(in_order) if parts else ""


def _text_of(field: Field, labelled: Field) -> str:
    """The value in the words of the form; `labelled` has the choices."""
    value = field.data
    if isinstance(value, bool):
        return gettext("Ya") if value else gettext("Tidak")
    choices = getattr(labelled, "choices", None)
    if choices and not callable(choices) and not isinstance(choices, dict):
        names = {_plain(choice[0]): str(choice[1]) for choice in choices}
        chosen = value if isinstance(value, list | tuple | set) else [value]
        return ", ".join(names.get(_plain(one), _plain(one)) for one in chosen) or gettext("kosong")
    model = getattr(field, "model", None)
    if model is not None and isinstance(value, int):
        return str(db.session.get(model, value) or value)
    written = getattr(field, "_value", None)
    shown = written() if written else value
    return str(shown if shown is not None else "").strip() or gettext("kosong")
