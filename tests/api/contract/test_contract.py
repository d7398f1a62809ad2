"""The contract, tried by a machine that reads nothing else: schemathesis over the whole document, with all its checks.

`CONTRACT_EXAMPLES=50 pytest tests/api/contract/test_contract.py` looks longer.
"""

import os
from collections.abc import Iterator

import pytest
import schemathesis
from schemathesis.config import ProjectConfig
from schemathesis.engine import Status, events, from_schema
from schemathesis.filters import HasAPIOperation

from tests.api.conftest import key_of
from tests.api.contract.stock import fill
from tests.factories import make_admin, make_company

LONG = int(os.environ.get("CONTRACT_EXAMPLES", "0"))  # 0: every border of every schema once, nothing drawn by lot
# No schema can say that a day lies in the past, a phone number belongs to nobody or a key was used before: such
# refusals (422), and those of an If-Match nobody can guess (412, 428), are kept promises.
RULES = ["412", "422"]
PRECONDITION_REQUIRED = ["428"]  # RFC 6585: the very status for a missing If-Match


@pytest.mark.slow
def test_every_operation_keeps_its_word(app_with, session):
    app = app_with(api_rate="1000000 per minute")
    make_company(session)
    key_of(
        session, fill(session)["users"]
    )  # the first token and the first users are revoked and deactivated on the way
    token = key_of(session, make_admin(session))
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app)
    schema.config.update(headers={"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"})
    tune(schema.config)
    schema = schema if LONG else schema.exclude(is_like_another)
    kept = list(from_schema(schema).execute())
    broken = [line for event in kept for line in complaints(event)]
    asked = sum(len(event.recorder.interactions) for event in kept if isinstance(event, events.ScenarioFinished))
    assert broken == [], "\n\n".join(broken[:30])
    assert asked > 500, f"only {asked} requests: the document or the tool has shrunk"


def is_like_another(context: HasAPIOperation) -> bool:
    """Lists and moves without a form are drawn by the same few lines: some stand for all, unless there is time."""
    operation = context.operation
    parts = operation.path.strip("/").split("/")
    is_list = operation.method == "get" and len(parts) == 3 and parts[2] not in {"visits", "customers", "invoices"}
    asks_nothing = (
        operation.method == "post" and not operation.body and parts[-1] not in {"publish", "revoke", "approve"}
    )
    return is_list or asks_nothing


def tune(config: ProjectConfig) -> None:
    checks, phases = config.checks, config.phases
    checks.positive_data_acceptance.expected_statuses += RULES
    checks.missing_required_header.expected_statuses += PRECONDITION_REQUIRED
    # in-process its probe stumbles over the tool's own options; test_matrix.py asks every route without a key
    checks.ignored_auth.enabled = False
    phases.coverage.unexpected_methods = {"delete"}
    phases.fuzzing.enabled = phases.stateful.enabled = bool(LONG)
    config.generation.update(max_examples=LONG or None, deterministic=True)


def complaints(event: events.EngineEvent) -> Iterator[str]:
    """What a check found, with the request that shows it; what the tool itself could not do."""
    if isinstance(event, events.NonFatalError | events.FatalError):
        yield str(event)
    if not isinstance(event, events.ScenarioFinished):
        return
    for found in event.recorder.checks.values():
        for check in found:
            if check.status == Status.FAILURE:
                failure = check.failure_info
                yield f"## {event.recorder.label}: {check.name}: {failure.failure.message[:700]}\n{failure.code_sample[:500]}"
