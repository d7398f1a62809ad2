"""The signed links of the 0-10 survey: one that answers, and one in e-mails that stops it."""

from datetime import datetime

from app.core.crypto.derived_secrets import Sealed
from app.core.identifiers import read_id
from app.http.pages.links.sealed_link import is_genuine, lasting_token, read_lasting, seal
from workflows.releases.survey import INVITATION_LIVES

_STOP = b"nps-invitation"


def nps_link(invitation_id: int, now: datetime) -> tuple[str, Sealed]:
    """The path with a mark in it, and what the message keeps of the secret that is put in as it leaves."""
    ending, sealed = seal(f"nps {invitation_id}", now, seconds=int(INVITATION_LIVES.total_seconds()))
    return f"/nps/{invitation_id}-{ending}", sealed


def read_nps(token: str, now: datetime) -> int | None:
    """The invitation; None for a link that is not ours or older than 30 days."""
    number, _, ending = token.partition("-")
    invitation_id = read_id(number)
    return invitation_id if is_genuine(f"nps {invitation_id}", ending, now) else None


def nps_stop_path(invitation_id: int) -> str:
    """It never expires: an old e-mail may be the one somebody has had enough of."""
    return f"/n/{lasting_token(_STOP, invitation_id)}"


def read_nps_stop(token: str) -> int | None:
    """The invitation; None for anything we did not sign."""
    return read_lasting(_STOP, token)
