"""The permission matrix, generated from the route map and the flow tables: every route × every role and a visitor."""

import re

import pytest
from flask_login import login_user
from werkzeug.exceptions import HTTPException

from app.core.errors import DomainError
from app.http.auth.access import access_rule_of, require_declared_access
from app.models import FLOWS
from app.models.accounts.user import Role
from tests.factories import make_company, make_user
from tests.support.logins import log_in

pytestmark = pytest.mark.slow

VALUES = {"int": "999999999", "default": "nothing-here", "string": "nothing-here", "path": "nothing-here"}
WHO = [*Role, None]


def routes(app):
    """Each route as (endpoint, method, a path with ids that exist nowhere)."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static" or rule.endpoint.endswith(".static"):
            continue
        path = re.sub(
            r"<(?:(\w+)(?:\([^)]*\))?:)?\w+>", lambda found: VALUES.get(found.group(1) or "default", "x"), rule.rule
        )
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method, path


def test_every_route_says_who_may_enter(app):
    require_declared_access(app)


def refused_with(app, person, method, path):
    """The status with which a route refuses somebody who is logged in; no error page is drawn and none is noted."""
    with app.test_request_context(path, method=method):
        login_user(person)
        try:
            answer = app.preprocess_request() or app.make_response(app.dispatch_request())
        except HTTPException as refusal:
            return refusal.code
        except DomainError as refusal:
            return refusal.status
        return answer.status_code


@pytest.mark.parametrize("role", WHO, ids=lambda role: role or "stranger")
def test_every_route_lets_in_whom_it_says_and_nobody_else(app, session, client, role):
    make_company(session)
    app.config["WTF_CSRF_ENABLED"] = False  # the question here is who may enter, not with which form
    person = make_user(session, "Tono", role) if role else None
    if person:
        log_in(client, person)
    try:
        for endpoint, method, path in routes(app):
            if endpoint == "session.logout":
                continue
            entry = access_rule_of(app, endpoint)
            if entry.keyed_by is not None and role not in {Role.ADMIN, None}:
                continue  # a key, a signature or nothing protects it: who is logged in changes nothing
            is_refused = role is not None and entry.keyed_by is None and role not in entry.roles
            if is_refused:
                assert refused_with(app, person, method, path) in {403, 404}, f"{method} {path} for {role}"
                continue
            # a refusal or "not found" in a line of JSON is drawn in half the time of its page
            answer = client.open(path, method=method, headers={"Accept": "application/json"})
            said = f"{method} {path} for {role}: {answer.status_code}"
            assert answer.status_code < 500, said
            if entry.keyed_by is not None:
                continue
            if role is None:
                assert answer.status_code in {302, 401}, said
                assert answer.status_code == 401 or "/login" in answer.headers["Location"], said
            else:
                assert answer.status_code not in {401, 403}, said
    finally:
        app.config["WTF_CSRF_ENABLED"] = True


def test_every_post_needs_its_form_token(app, session, client):
    make_company(session)
    log_in(client, make_user(session, "Ani", Role.ADMIN))
    for endpoint, method, path in routes(app):
        if method != "POST" or endpoint.startswith(("webhooks", "api.")):  # programs have keys and no cookies
            continue
        answer = client.post(path, headers={"Accept": "text/html"})
        # 415: it takes JSON only, which no form of a foreign page can send
        assert answer.status_code in {400, 403, 404, 415}, f"POST {path} without a token: {answer.status_code}"


def test_each_move_belongs_to_known_roles_only():
    for flow in FLOWS.values():
        for name, transition in flow.transitions.items():
            assert set(transition.by) <= set(Role), f"{flow.name}.{name}"


def test_the_matrix_can_be_printed(app):
    result = app.test_cli_runner().invoke(args=["permissions"], catch_exceptions=False)
    printed = result.output
    assert "/technician/pool" in printed
    assert "move invoice.approve" in printed
