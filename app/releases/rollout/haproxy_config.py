"""The configuration of our own HAProxy: two colours, a share for the new one, and nobody's address or id in its log."""

from pathlib import Path

COLOURS = ("blue", "green")
# of a server: without health checks, tried when no check comes in time; one that refuses is passed by
UNCHECKED = "-unchecked"
# of a server: its checks may take as long as the outer limit of an answer (5 s); longer is hung, not busy
LATE = "-late"

CONFIG = """\
global
    maxconn 2000
    log stdout format raw local0
    stats socket {folder}/haproxy.sock mode 600 level admin
    server-state-file {folder}/servers.state

defaults
    mode http
    log global
    # backend, server, status, active milliseconds, how it ended: no address and no id of anybody
    log-format "R %b %s %ST %Ta %tsc"
    option forwardfor
    option redispatch 1
    retries 2
    retry-on conn-failure empty-response 502 503
    load-server-state-from-file global
    timeout connect 2s
    timeout http-request 10s
    timeout client 30s
    timeout server 15s
    timeout queue 10s

frontend sigap
    bind {address}
    http-request disable-l7-retry if !METH_GET !METH_HEAD
    # a visitor keeps their bucket for as long as the browser keeps this cookie; a log-in does not move them
    http-request set-var(txn.who) req.cook(sigap_bucket)
    http-request set-var(txn.new) uuid() if !{{ var(txn.who) -m found }}
    http-request set-var(txn.who) var(txn.new) if {{ var(txn.new) -m found }}
    acl came_without var(txn.new) -m found
    http-response add-header Set-Cookie "sigap_bucket=%[var(txn.new)]; {cookie}" if came_without
    http-request set-var(txn.bucket) var(txn.who),xxh32,mod(100)
    http-request set-var(txn.live) str(live),map({folder}/canary.map,blue)
    http-request set-var(txn.canary) str(canary),map({folder}/canary.map,none)
    http-request set-var(txn.percent) str(percent),map({folder}/canary.map,0)
    acl forced req.hdr(X-Rilis) -m str {key}
    acl canary_up var(txn.canary),nbsrv gt 0
    acl chosen var(txn.bucket),sub(txn.percent) lt 0
    http-request set-var(txn.to) var(txn.live)
    http-request set-var(txn.to) var(txn.canary) if canary_up forced
    http-request set-var(txn.to) var(txn.canary) if canary_up chosen
    http-request del-header X-Rilis
    # nobody is there to answer: decently, and with the time to come back
{errors}    use_backend %[var(txn.to)]

{backends}"""
PAGE = Path(__file__).resolve().parents[3] / "deploy" / "pages" / "unavailable.html"
ERROR_PAGE = """\
    http-error status {status} content-type "text/html; charset=utf-8" file "{page}" hdr Retry-After 10 hdr Cache-Control no-store
"""  # noqa: E501  one line for HAProxy
COOKIE = "Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax"
BACKEND = """\
# asked first: itself while its checks come in time, a checked stand-in, itself although they are late (slow is better
# than 503), a stand-in when it is hung, and itself where there is none; one that refuses is passed by for the stand-in
# at once. None is a backup: HAProxy waits a second before one
backend {colour}
    balance first
    option httpchk GET /healthz
    use-server own if {{ srv_is_up({colour}/own) }}
    use-server jaga if {{ srv_is_up({colour}/jaga) }}
    use-server own{late} if {{ srv_is_up({colour}/own{late}) }}
    use-server jaga{unchecked} if {{ srv_is_up({colour}/jaga{unchecked}) }}
    use-server own{unchecked} if {{ srv_is_up({colour}/own{unchecked}) }}
    server jaga{unchecked} 127.0.0.1:{other} disabled
    server own{unchecked} 127.0.0.1:{port} disabled
    server own{late} 127.0.0.1:{port} disabled {checked_late}
    server own 127.0.0.1:{port} disabled {checked}
    server jaga 127.0.0.1:{other} disabled {checked}

"""
CHECKED = "check inter 1s fall 2 rise 2 observe layer4 error-limit 1 on-error mark-down"
CHECKED_LATE = "check inter 5s fall 1 rise 1"  # without `timeout check` the interval is the time a check may take
_SERVERS = {"unchecked": UNCHECKED, "late": LATE, "checked": CHECKED, "checked_late": CHECKED_LATE}


def config_text(folder: Path, address: str, key: str) -> str:
    """`folder` holds its socket, map and state; `key`: what X-Rilis must say."""
    blocks = [BACKEND.format(colour=colour, port=1 + n, other=2 - n, **_SERVERS) for n, colour in enumerate(COLOURS)]
    return CONFIG.format(
        folder=folder,
        address=address,
        key=key,
        cookie=COOKIE,
        errors="".join(ERROR_PAGE.format(status=status, page=PAGE) for status in (502, 503, 504)),
        backends="".join(blocks),
    )
