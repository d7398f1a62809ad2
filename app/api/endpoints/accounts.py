"""Parts of a person's account with scopes of their own: e-mail, phone, and an admin's account."""

from collections.abc import Callable
from typing import Any

from flask import Response

from app.api.access.authentication import bearer_now
from app.api.access.idempotency import answer_once
from app.api.actions import act
from app.api.blueprint import blueprint
from app.api.fields import Text
from app.api.resources.accounts import USERS, edit_fields, edit_record
from app.api.schemas import body_schema, partial_schema
from app.core.clock import utc_now
from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import Role
from app.policies.scopes import THINGS

_act: Callable[..., Any] = lambda name, label: act(name, label, USERS.schema, thing=THINGS["users"])  # noqa: E731


@_act("set_email", N_("Ubah e-mail"))
@blueprint.body(body_schema("UsersSetEmail", email=Text(254, required=True, allow_none=True)))
def set_email(values: dict[str, Any], id: int) -> Response:  # noqa: A002  the name in the address
    return _edit("set_email", id, values)


@_act("set_phone", N_("Ubah nomor telepon"))
@blueprint.body(body_schema("UsersSetPhone", phone_e164=Text(30, required=True, allow_none=True)))
def set_phone(values: dict[str, Any], id: int) -> Response:  # noqa: A002
    return _edit("set_phone", id, values)


@_act("edit_admin", N_("Ubah akun admin"))
@blueprint.body(partial_schema("UsersEditAdmin", edit_fields()))
def edit_admin(values: dict[str, Any], id: int) -> Response:  # noqa: A002
    return _edit("edit_admin", id, values)


def _edit(action: str, user_id: int, values: dict[str, Any]) -> Response:
    actor = bearer_now().user

    def work(session: Any) -> tuple[int, dict[str, Any]]:
        record = USERS.get(session, user_id, actor, lock=True)
        USERS.require(action, record, values)
        if not values:
            raise Invalid(N_("Tidak ada yang diubah."), field="body")
        if action == "edit_admin" and record.role != Role.ADMIN:
            raise Invalid(N_("Ini bukan akun admin."), field="id")
        edit_record(session, record=record, actor=actor, now=utc_now(), **values)
        return 200, USERS.reread(session, user_id, actor)

    return answer_once(work)
