"""Whatever JSON arrives, the parsers answer, and say the same twice."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integrations.midtrans import webhook as midtrans
from integrations.shapes import DEEPEST, fingerprint, storable
from integrations.telegram import webhook as telegram
from integrations.whatsapp import webhook as whatsapp
from tests.standins import payloads

quick = settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
leaves = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from(["messages", "private"])
)
GENUINE = [
    payloads.whatsapp_text("Halo"),
    payloads.whatsapp_status("wamid.1", "failed", error_code=131026),
    payloads.whatsapp_identity_change(),
    payloads.whatsapp_message("contacts", [{"phones": [{"phone": "1"}]}]),
    payloads.telegram_start("abc"),
    payloads.telegram_callback("c:1:x"),
    payloads.telegram_membership(),
    payloads.midtrans_notification("INV-1", 1000),
]


def _keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in _keys(inner)}
    return {key for inner in value for key in _keys(inner)} if isinstance(value, list) else set()


KEYS = sorted({key for payload in GENUINE for key in _keys(payload)})
anything = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=5)
    ),
    max_leaves=20,
)


def _spots(value: Any, path: tuple = ()) -> list[tuple]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(spot for key, child in inner for spot in _spots(child, (*path, key)))]


def _damaged(value: Any, path: tuple, replacement: Any) -> Any:
    copy = json.loads(json.dumps(value))
    if not path:
        return replacement
    place = copy
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = replacement
    return copy


@st.composite
def damaged(draw: st.DrawFn) -> Any:
    payload = draw(st.sampled_from(GENUINE))
    return _damaged(payload, draw(st.sampled_from(_spots(payload))), draw(anything))


def _survive(payload: Any) -> None:
    events = [*whatsapp.parse(payload), telegram.parse(payload), midtrans.parse(payload)]
    again = [*whatsapp.parse(payload), telegram.parse(payload), midtrans.parse(payload)]
    assert [event.unique_key for event in events] == [event.unique_key for event in again]
    for event in events:
        assert 0 < len(event.unique_key) <= 200
        assert "\x00" not in event.unique_key
        event.unique_key.encode()
        repr(event)
        # What JSONB would refuse must not be in there.
        written = json.dumps(getattr(event, "raw", {}), allow_nan=False)
        assert "\\u0000" not in written.replace("\\\\", "")
        json.loads(written)
    whatsapp.parse(payload, payloads.PHONE_NUMBER_ID)
    assert midtrans.signature_is_valid(payload, "another key") is False


@quick
@given(anything)
def test_any_json_is_survived(payload: Any):
    _survive(payload)


@quick
@given(damaged())
def test_genuine_payload_with_one_spot_damaged_is_survived(payload: Any):
    _survive(payload)


@quick
@given(anything)
def test_fingerprint_does_not_depend_on_key_order(value: Any):
    turned = json.loads(json.dumps(value), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    assert fingerprint(json.loads(json.dumps(value))) == fingerprint(turned)


@quick
@given(st.binary(max_size=40), st.text(max_size=80), st.text(max_size=20))
def test_any_header_is_survived(raw: bytes, header: str, secret: str):
    assert whatsapp.signature_is_valid(raw, header, secret) is False
    assert telegram.secret_is_valid(header, secret) is (bool(secret) and header == secret)
    whatsapp.verify_challenge({"hub.mode": "subscribe", "hub.verify_token": header}, secret)


@quick
@given(st.text(max_size=20), st.text(max_size=20))
def test_any_status_has_a_verdict(transaction_status: str, fraud_status: str):
    assert midtrans.verdict(transaction_status, fraud_status) in set(midtrans.Verdict)


@pytest.mark.parametrize("depth", [DEEPEST, 100, 400])
def test_absurd_depth_is_survived(depth: int):
    payload = json.loads("[" * depth + "]" * depth)
    _survive(payload)
    _survive({"entry": [{"changes": [{"value": {"messages": [{"id": "x", "type": "text", "text": payload}]}}]}]})
    assert json.dumps(storable(payload))
