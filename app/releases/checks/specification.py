"""Which variables a system needs and what each must look like. Other systems' stand as data in `specs/`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from app.settings import Settings

SPECS = Path(__file__).parent / "specs"
Kind = Literal["text", "semver", "url", "https", "database", "email", "integer", "port", "boolean", "zone", "enum"]
KINDS = frozenset(get_args(Kind))


@dataclass(frozen=True, slots=True)
class Variable:
    """`sandbox`: a pattern only test credentials match. `bits`: entropy that a secret of our own making must have."""

    name: str
    kind: Kind = "text"
    required: bool = True
    secret: bool = False
    choices: tuple[str, ...] = ()
    equals: str = ""
    pattern: str = ""
    sandbox: str = ""
    bits: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.name}: unknown kind {self.kind}")


@dataclass(frozen=True, slots=True)
class Specification:
    """`pairs`: both or neither. `key_pairs`: VAPID halves (public, private) that must belong together."""

    name: str
    title: str
    variables: tuple[Variable, ...]
    pairs: tuple[tuple[str, str], ...] = ()
    key_pairs: tuple[tuple[str, str], ...] = ()
    settings: type[Settings] | None = field(default=None)  # ours: read by the program's own settings, too


def find_specification(name: str) -> Specification | None:
    """Sigap's own, or the one of `specs/<name>.toml`."""
    if name == "sigap":
        return own_specification()
    file = SPECS / f"{name}.toml"
    if not name.isidentifier() or not file.exists():
        return None
    return read_specification(name, tomllib.loads(file.read_text()))


def read_specification(name: str, data: Mapping[str, Any]) -> Specification:
    """Raises ValueError or TypeError for a field that is none."""
    variables = tuple(
        Variable(variable, **{**facts, "choices": tuple(facts.get("choices", ()))})
        for variable, facts in data["variables"].items()
    )
    return Specification(
        name,
        data["title"],
        variables,
        tuple((one, other) for one, other in data.get("pairs", ())),
        tuple((one, other) for one, other in data.get("key_pairs", ())),
    )


_OWN = {
    "mode": Variable("MODE", "enum", choices=("development", "production"), equals="production"),
    "public_url": Variable("PUBLIC_URL", "https"),
    "secret_key": Variable("SECRET_KEY", secret=True, bits=128),
    "database_url": Variable("DATABASE_URL", "database", secret=True),
    "redis_url": Variable("REDIS_URL", secret=True, pattern=r"(rediss?|unix)://.+"),
    "port": Variable("PORT", "port", required=False),
    "midtrans_server_key": Variable("MIDTRANS_SERVER_KEY", required=False, secret=True, sandbox="^SB-"),
    "smtp_sender": Variable("SMTP_SENDER", required=False),
    "wa_app_secret": Variable("WA_APP_SECRET", required=False, secret=True),
}


def own_specification() -> Specification:
    """Drawn from the settings: every one is known, those without which production does not start are required."""
    variables = tuple(
        _OWN.get(name) or Variable(name.upper(), required=False, secret=not known.repr)
        for name, known in Settings.model_fields.items()
    )
    return Specification(
        "sigap",
        "Sigap",
        variables,
        pairs=(
            ("BACKUP_TO", "BACKUP_RECIPIENTS"),
            ("OIDC_ISSUER", "OIDC_CLIENT_ID"),
            ("SMTP_USERNAME", "SMTP_PASSWORD"),
            ("STORAGE_ACCESS_KEY", "STORAGE_SECRET_KEY"),
            ("TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET"),
            ("WA_TOKEN", "WA_PHONE_NUMBER_ID"),
        ),
        key_pairs=(("VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY"),),
        settings=Settings,
    )
