"""A piece of a page that is asked for again and again; 304 while it is the same."""

from flask import Response, make_response, request


def live_piece(html: str) -> Response:
    answer = make_response(html)
    answer.add_etag()
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer.make_conditional(request)
