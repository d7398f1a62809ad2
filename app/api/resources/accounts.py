"""The people who log in, and the keys of their machines."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session, selectinload

from app.api.access.authentication import require_proved_scope
from app.api.fields import Choice, Ids, Items, Part, Text, Whole
from app.api.resource import Resource, Write, exact, one_of
from app.api.schemas import record_schema
from app.core.i18n import N_
from app.models.accounts.api_token import ApiToken
from app.models.accounts.user import Role, Skill, User
from app.policies.visibility import tokens_visible_to, users_visible_to
from workflows.accounts.users import create_user, edit_user

LONGEST_PASSWORD = 128
_skill = record_schema("Skill", Skill, ("id", "name"))


def edit_fields() -> dict[str, Any]:
    return {
        "name": Text(120, least=1, required=True),
        "username": Text(40, least=3, required=True),
        "email": Text(254, allow_none=True),
        "phone_e164": Text(30, allow_none=True, metadata={"description": N_("seperti orang menulisnya")}),
        "home_area": Text(80, allow_none=True),
        "skill_ids": Ids(),
        "telegram_chat_id": Whole(1, 2**52, allow_none=True),
        "locale": Choice(("id", "en")),
    }


def _new_fields() -> dict[str, Any]:
    password = Text(
        LONGEST_PASSWORD,
        least=10,
        required=True,
        load_only=True,
        metadata={"description": N_("harus diganti saat pertama masuk")},
    )
    return {**edit_fields(), "role": Choice(Role, required=True), "password": password}


def _guard(action: str, record: Any, values: Mapping[str, Any]) -> None:
    """Role, e-mail, phone and whatever concerns an admin's account are not bought with `users:write`."""
    role = values.get("role")
    if "email" in values:
        require_proved_scope("users:set_email")
    if "phone_e164" in values or action == "unlink_customer":  # which takes the customer's number away
        require_proved_scope("users:set_phone")
    if action == "change_role" or (record is None and role != Role.TECHNICIAN):
        require_proved_scope("users:change_role")
    if Role.ADMIN in (role, record.role if record is not None else None):
        require_proved_scope("users:edit_admin")


def _create(session: Session, *, actor: User, now: Any, role: str, **given: Any) -> User:
    return create_user(session, role=Role(role), actor=actor, now=now, **given)


def edit_record(session: Session, *, record: User, actor: User, now: Any, **given: Any) -> User:
    names = ("name", "username", "email", "phone_e164", "home_area", "telegram_chat_id", "locale")
    facts = {name: given.get(name, getattr(record, name)) for name in names}
    facts["skill_ids"] = given.get("skill_ids", [skill.id for skill in record.skills])
    return edit_user(session, user_id=record.id, actor=actor, now=now, **facts)


USERS = Resource(
    "users",
    User,
    record_schema(
        "User",
        User,
        (
            "id",
            "name",
            "username",
            "email",
            "phone_e164",
            "role",
            "status",
            "locale",
            "home_area",
            "is_service",
            "telegram_chat_id",
            "last_login_at",
            "created_at",
        ),
        skills=Items(Part(_skill)),
    ),
    users_visible_to,
    loads=(selectinload(User.skills),),
    filters={"role": one_of(User.role), "status": one_of(User.status), "username": exact(User.username, 40)},
    create=Write(_new_fields, _create),
    edit=Write(edit_fields, edit_record),
    guard=_guard,
)


TOKENS = Resource(
    "tokens",
    ApiToken,
    record_schema(
        "Token",
        ApiToken,
        (
            "id",
            "user_id",
            "kind",
            "status",
            "name",
            "prefix",
            "scopes",
            "expires_at",
            "last_used_at",
            "revoked_at",
            "created_at",
        ),
    ),
    tokens_visible_to,
    filters={"kind": one_of(ApiToken.kind), "status": one_of(ApiToken.status)},
)
