"""Errors told to trackers outside: Sentry, an OpenTelemetry collector, Splunk."""

import json

from integrations.error_trackers import Origin, OtlpClient, SentryClient, SplunkClient, TrackedCall, TrackedError
from tests.factories import NOW

ORIGIN = Origin("1.4", "production", "web-1", "blue")
TOLD = TrackedError(
    fingerprint="abc", kind="ValueError", message="tidak bisa", at=NOW, count=3, trace="Traceback", part="web",
    calls=(TrackedCall("workflows/x.py", 12, "close", ours=True),), route="POST /x", request_id="r1",
)  # fmt: skip


def test_sentry_gets_an_envelope_of_one_event(httpserver):
    httpserver.expect_request("/api/42/envelope/", method="POST").respond_with_json({"id": "1"})
    SentryClient(f"http://key@127.0.0.1:{httpserver.port}/42").send([TOLD], ORIGIN)
    request = httpserver.log[0][0]
    assert "sentry_key=key" in request.headers["X-Sentry-Auth"]
    head, item, event = (json.loads(line) for line in request.data.decode().splitlines())
    assert item["length"] == len(request.data.splitlines()[2])
    assert head["event_id"] == event["event_id"]
    assert (event["release"], event["fingerprint"], event["transaction"]) == ("sigap@1.4", ["abc"], "POST /x")
    [value] = event["exception"]["values"]
    assert value["stacktrace"]["frames"] == [
        {"filename": "workflows/x.py", "lineno": 12, "function": "close", "in_app": True}
    ]


def test_collector_gets_log_records_over_otlp(httpserver):
    httpserver.expect_request("/v1/logs", method="POST").respond_with_json({"partialSuccess": {}})
    OtlpClient(httpserver.url_for(""), {"api-key": "geheim"}).send([TOLD], ORIGIN)
    request = httpserver.log[0][0]
    assert request.headers["api-key"] == "geheim"
    [resource] = request.json["resourceLogs"]
    told = {one["key"]: one["value"] for one in resource["resource"]["attributes"]}
    assert told["service.name"] == {"stringValue": "sigap"}
    [record] = resource["scopeLogs"][0]["logRecords"]
    assert (record["severityNumber"], record["timeUnixNano"]) == (17, f"{int(NOW.timestamp())}000000000")
    values = {one["key"]: one["value"] for one in record["attributes"]}
    assert values["exception.type"] == {"stringValue": "ValueError"}
    assert values["sigap.occurrences"] == {"intValue": "3"}


def test_splunk_gets_events_with_its_token(httpserver):
    httpserver.expect_request("/services/collector/event", method="POST").respond_with_json({"text": "Success"})
    SplunkClient(httpserver.url_for(""), "hec").send([TOLD], ORIGIN)
    request = httpserver.log[0][0]
    assert request.headers["Authorization"] == "Splunk hec"
    event = json.loads(request.data)
    assert (event["time"], event["event"]["error.type"]) == (round(NOW.timestamp(), 3), "ValueError")
