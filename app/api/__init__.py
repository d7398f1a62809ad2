"""The REST API for machines: `/api/v1`, drawn from the flow tables and a table of resources."""

from flask import Flask

from app.api.access import token_login
from app.api.access.rate_limit import add_rate_limit_headers
from app.api.blueprint import blueprint
from app.api.docs.docs_page import docs
from app.api.endpoints import (
    accounts,
    claims,
    downloads,
    fieldwork,
    incident_measures,
    payment_proofs,
    release_evidence,
    support_measures,
)
from app.api.errors import refuse
from app.api.resources import RESOURCES
from app.api.routes import mount
from app.api.transitions import mount_transitions
from app.core.errors import DomainError
from app.http.security.headers import csrf

__all__ = [
    "accounts",
    "claims",
    "downloads",
    "fieldwork",
    "incident_measures",
    "init_api",
    "payment_proofs",
    "release_evidence",
    "support_measures",
    "token_login",
]

for _resource in RESOURCES:
    mount(_resource)
    mount_transitions(_resource)
blueprint.register_error_handler(DomainError, refuse)
blueprint.after_request(add_rate_limit_headers)


def init_api(app: Flask) -> None:
    """Register the API: programs come with a token, so no cookie counts here and no form token is asked for."""
    csrf.exempt(blueprint)
    app.register_blueprint(blueprint)
    app.register_blueprint(docs)
