"""How likely people are to recommend us: asked rarely, in the portal, by WhatsApp or by e-mail."""

from workflows.releases.survey.allow_nps import allow_nps
from workflows.releases.survey.answer_invitation import answer_invitation, find_invitation
from workflows.releases.survey.answer_nps import answer_nps
from workflows.releases.survey.invite_to_nps import invite_to_nps
from workflows.releases.survey.limits import INVITATION_LIVES, RARE, is_nps_asked
from workflows.releases.survey.stop_nps import stop_nps

__all__ = [
    "INVITATION_LIVES",
    "RARE",
    "allow_nps",
    "answer_invitation",
    "answer_nps",
    "find_invitation",
    "invite_to_nps",
    "is_nps_asked",
    "stop_nps",
]
