"""The version an edit form was drawn from: a hash of each field, compared under the row's lock when it is saved.

It covers what the form shows, whoever wrote it meanwhile: another form, the API, an import, the person's own page.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

from flask_admin.form import BaseForm
from wtforms import Field, HiddenField

from app.core.db import db
from app.core.errors import DomainError, Invalid
from app.core.i18n import N_, gettext
from app.core.identifiers import sha256

HASH_LENGTH = 12
NOT_COMPARED = frozenset({"CSRFTokenField", "FileField", "MultipleFileField", "PasswordField", "VersionField"})
INCOMPLETE = N_("Formulir ini tidak lengkap. Muat ulang halaman lalu coba lagi.")


class ChangedMeanwhile(DomainError):
    """Somebody saved other values since the form was drawn; both stand in the form now."""

    code = "changed_meanwhile"
    sentence = N_(
        "Data ini sudah diubah orang lain sejak Anda membukanya. Belum ada yang disimpan: "
        "periksa isian yang ditandai, lalu simpan lagi."
    )


class VersionField(HiddenField):
    """Never read from a column of the record and never written to one, whatever the column is called."""

    def process_data(self, value: Any) -> None:  # noqa: ARG002
        self.data = ""

    def populate_obj(self, obj: Any, name: str) -> None:
        pass


class Versioned:
    """Mixed into every edit form."""

    version = VersionField()


def with_version(form_class: type[Any]) -> type[Any]:
    """The same form with its version, under the same name."""
    return type(form_class.__name__, (Versioned, form_class), {})


def draw_version(form: BaseForm) -> None:
    """Put the version of what the form shows into the form."""
    form["version"].raw_data = None
    form["version"].data = _version_of(form)


def require_current(form: BaseForm, stored: BaseForm) -> None:
    """Compare with the form as it would be drawn now (`stored`); raises Invalid, ChangedMeanwhile.

    When something changed, the form takes over what its user did not touch, keeps what they typed, says both values
    at each field that differs, and carries the new version: saving again is a decision.
    """
    base: dict[str, str] = {}
    for part in (form["version"].data or "").split():
        name, _, value = part.partition(":")
        base[name] = value
    fields = {name: field for name, field in _compared(form) if name in stored}
    if set(fields) - set(base):
        raise Invalid(INCOMPLETE)
    changed = {name for name, field in fields.items() if _hash(stored[name]) not in {base[name], _hash(field)}}
    for name in changed:
        _show_both(fields[name], stored[name], touched=_hash(fields[name]) != base[name])
    if changed:
        form["version"].raw_data, form["version"].data = None, _version_of(stored)
        raise ChangedMeanwhile


def _show_both(field: Field, stored: Field, *, touched: bool) -> None:
    here, now = _said(field, field), _said(stored, field)
    if touched:
        told = gettext("Tersimpan sekarang: “%(now)s”. Isian Anda: “%(here)s”.", now=now, here=here)
    else:
        told = gettext("Sementara itu diubah dari “%(here)s” menjadi “%(now)s”.", now=now, here=here)
        field.raw_data, field.data = None, stored.data
    field.errors = [*field.errors, told]


def _version_of(form: BaseForm) -> str:
    return " ".join(f"{name}:{_hash(field)}" for name, field in _compared(form))


def _compared(form: BaseForm) -> Iterator[tuple[str, Field]]:
    return ((field.short_name, field) for field in form if field.type not in NOT_COMPARED)


def _hash(field: Field) -> str:
    return sha256(_plain(field.data))[:HASH_LENGTH]


def _plain(value: Any) -> str:
    """One text for one value, whether it comes from the record or from what a browser sends back."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")  # the browser's field has no seconds
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, list | tuple | set | frozenset):
        return ",".join(sorted(_plain(one) for one in value))
    if isinstance(value, str):
        return "\n".join(value.strip().splitlines())
    return str(getattr(value, "id", value))


def _said(field: Field, labelled: Field) -> str:
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
