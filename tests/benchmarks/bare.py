"""The floor the claim stands on: Flask, gunicorn and the claim's statement, without log-in, form token, headers or log.

Started by the benchmark of claims beside the real site; DATABASE_URL says where.
"""

import os
from typing import Any

from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import READING
from app.models.visits.assignment import ClaimSource
from workflows.visits.claims import claim_statements

app = Flask(__name__)
engine = create_engine(
    os.environ["DATABASE_URL"], pool_size=8, max_overflow=0, pool_use_lifo=True, isolation_level=READING
)


@app.post("/claim/<int:visit_id>/<int:technician_id>")
def press(visit_id: int, technician_id: int) -> tuple[dict[str, Any], int]:
    facts = {"visit_id": visit_id, "technician_id": technician_id, "now": utc_now(), "source": ClaimSource.POOL}
    trace = {"request_id": "", "via": "WEB", "address": "", "token_id": None}
    with Session(engine) as session:
        found = claim_statements.CLAIM.first(session, {**facts, **trace})
    assert found is not None
    return {"result": found[0], "position": found[1]}, 200 if found[0] == "WON" else 409


@app.get("/readyz")
def ready() -> str:
    return "ready"
