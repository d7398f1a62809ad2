"""An OpenID provider and a Clerk instance: one RSA key, real JWTs, PKCE and client secret checked."""

import base64
import hashlib
import json
import secrets
import time
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlencode

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from tests.standins.server import Answer, Broken, Request, StandIn

KID = "key-1"


@cache
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class IdentityStandIn(StandIn):
    """`person`: the claims of whoever stands at the provider's log-in page; `spoil` changes the id token's claims."""

    client_id, client_secret = "sigap", "rahasia"

    def __init__(self) -> None:
        super().__init__()
        self._key = _key()
        self.person: dict[str, Any] = {
            "sub": "orang-1",
            "email": "tari@contoh.id",
            "email_verified": True,
            "name": "Tari",
        }
        self.spoil: dict[str, Any] = {}
        self.more_metadata: dict[str, Any] = {}
        self._codes: dict[str, dict[str, str]] = {}

    def sign(self, claims: dict[str, Any], *, key: Any = None, algorithm: str = "RS256") -> str:
        return jwt.encode(claims, key or self._key, algorithm=algorithm, headers={"kid": KID})

    def clerk_token(self, **claims: Any) -> str:
        """A session token as Clerk's pages keep it."""
        now = int(time.time())
        usual = {"iss": self.url, "sub": "user_1", "sid": "sess_1", "v": 2, "iat": now, "nbf": now - 1, "exp": now + 60}
        return self.sign({**usual, **claims})

    def reply(self, request: Request) -> Answer:
        pages = {
            "/.well-known/openid-configuration": self._metadata,
            "/jwks": self._keys,
            "/.well-known/jwks.json": self._keys,
            "/authorize": self._authorize,
            "/token": self._token,
        }
        return pages[request.path](request)

    def trouble(self, status: int, retry_after: float | None) -> Answer:
        return Answer(status, {"error": "server_error"})

    def _metadata(self, _request: Request) -> Answer:
        endpoints = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/jwks"}
        addresses = {name: self.url + path for name, path in endpoints.items()}
        return Answer(200, {"issuer": self.url, **addresses, **self.more_metadata})

    def _keys(self, _request: Request) -> Answer:
        public = json.loads(RSAAlgorithm.to_jwk(self._key.public_key()))
        return Answer(200, {"keys": [{**public, "kid": KID, "alg": "RS256", "use": "sig"}]})

    def _authorize(self, request: Request) -> Answer:
        asked = dict(request.query)
        if asked.get("code_challenge_method") != "S256" or not asked.get("nonce") or not asked.get("state"):
            raise Broken("PKCE, nonce and state are expected", Answer(400, {}))
        code = secrets.token_urlsafe(16)
        self._codes[code] = asked
        back = f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
        return Answer(302, {}, {"Location": back})

    def _token(self, request: Request) -> Answer:
        sent = {name: values[0] for name, values in parse_qs(request.raw.decode()).items()}
        known = base64.b64encode(f"{self.client_id}:{self.client_secret}".encode()).decode()
        asked = self._codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        if request.header("Authorization") != f"Basic {known}" or asked is None:
            raise Broken("client secret and an unused code are expected", Answer(400, {"error": "invalid_grant"}))
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            raise Broken("the verifier does not fit", Answer(400, {"error": "invalid_grant"}))
        now = int(time.time())
        claims = {"iss": self.url, "aud": self.client_id, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        signed = self.sign({**claims, **self.person, **self.spoil})
        return Answer(200, {"access_token": "x", "token_type": "Bearer", "expires_in": 300, "id_token": signed})
