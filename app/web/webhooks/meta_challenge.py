"""How Meta asks whether a webhook's address is ours."""

from flask import Response, abort, make_response, request

from integrations.whatsapp.webhook import verify_challenge


def answer_challenge(verify_token: str | None) -> Response:
    """What it sent, as plain text; 403 to whoever does not know the token."""
    challenge = verify_challenge(request.args, verify_token or "")
    if challenge is None:
        abort(403)
    answer = make_response(challenge)
    answer.mimetype = "text/plain"
    return answer
