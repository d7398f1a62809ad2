"""WebAuthn: options for the browser, and what its answer proves. The library is heavy: asked late."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.core.errors import Invalid
from app.core.i18n import N_
from app.http.security.public_address import public_host, public_origin
from app.models.accounts.mfa import Passkey
from app.models.accounts.user import User

NOT_PROVED = N_("Passkey tidak dapat dibuktikan. Coba sekali lagi, atau masuk dengan cara lain.")
MINUTES = 5


@dataclass(frozen=True, slots=True)
class NewKey:
    credential_id: str
    public_key: bytes
    sign_count: int


def passkeys_offered() -> bool:
    """A passkey belongs to a name; browsers make none for a bare IP address."""
    host = public_host()
    return not (host.replace(".", "").isdigit() or ":" in host)


def registration_options(user: User, challenge: str, known: Iterable[Passkey]) -> dict[str, Any]:
    """What `navigator.credentials.create` needs, as JSON."""
    import webauthn  # noqa: PLC0415  heavy
    from webauthn.helpers import structs  # noqa: PLC0415

    options = webauthn.generate_registration_options(
        rp_id=public_host(),
        rp_name="Sigap",
        user_id=f"sigap-user-{user.id}".encode(),
        user_name=user.username,
        user_display_name=user.name,
        challenge=challenge.encode(),
        timeout=MINUTES * 60_000,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            structs.PublicKeyCredentialDescriptor(id=webauthn.base64url_to_bytes(key.credential_id)) for key in known
        ],
    )
    ready: dict[str, Any] = json.loads(webauthn.options_to_json(options))
    return ready


def login_options(challenge: str) -> dict[str, Any]:
    """What `navigator.credentials.get` needs: any passkey of ours the device knows, its owner proved to the device."""
    import webauthn  # noqa: PLC0415  heavy
    from webauthn.helpers import structs  # noqa: PLC0415

    options = webauthn.generate_authentication_options(
        rp_id=public_host(),
        challenge=challenge.encode(),
        timeout=MINUTES * 60_000,
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    ready: dict[str, Any] = json.loads(webauthn.options_to_json(options))
    return ready


def read_new_key(answer: Any, challenge: str) -> NewKey:
    """Raises Invalid for anything that is not a fresh answer to this challenge, from our own pages."""
    import webauthn  # noqa: PLC0415  heavy

    try:
        proved = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge.encode(),
            expected_rp_id=public_host(),
            expected_origin=public_origin(),
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001  the library and cbor raise what they like on made-up answers
        raise Invalid(NOT_PROVED) from None
    return NewKey(
        webauthn.helpers.bytes_to_base64url(proved.credential_id), proved.credential_public_key, proved.sign_count
    )


def read_login(answer: Any, challenge: str, passkey: Passkey) -> int:
    """The device's new counter; raises Invalid. Whether it rises is asked in the database."""
    import webauthn  # noqa: PLC0415  heavy

    try:
        proved = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge.encode(),
            expected_rp_id=public_host(),
            expected_origin=public_origin(),
            credential_public_key=passkey.public_key,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001
        raise Invalid(NOT_PROVED) from None
    return int(proved.new_sign_count)


def challenge_in(answer: Any) -> str:
    """The challenge an answer says it signed; empty for nonsense. The signature over it is checked afterwards."""
    import webauthn  # noqa: PLC0415  heavy

    try:
        parsed = json.loads(webauthn.base64url_to_bytes(answer["response"]["clientDataJSON"]))
        return webauthn.base64url_to_bytes(parsed["challenge"]).decode("ascii")[:100]
    except Exception:  # noqa: BLE001
        return ""
