"""The REST API for machines: `/api/v1`, drawn from the flow tables and a table of resources."""

from flask import Flask

from app.api import downloads, logging_in, on_site, proofs, race
from app.api.blueprint import Api, blueprint
from app.api.docs import docs
from app.api.moving import mount_moves
from app.api.operations import mount
from app.api.refusals import refuse
from app.api.resources import RESOURCES
from app.api.speed import tell_pace
from app.core.errors import DomainError
from app.gate.security import csrf

__all__ = ["downloads", "init_api", "logging_in", "on_site", "proofs", "race"]

for _resource in RESOURCES:
    mount(_resource)
    mount_moves(_resource)
blueprint.register_error_handler(DomainError, refuse)
blueprint.after_request(tell_pace)


def init_api(app: Flask) -> None:
    """Open the door: programs come with a token, so no cookie counts here and no form token is asked for."""
    csrf.exempt(blueprint)
    api = Api()
    api.init_app(app)
    api.register_blueprint(blueprint)
    app.extensions["api"] = api
    app.register_blueprint(docs)
