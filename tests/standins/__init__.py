"""Local providers: they check every request against the provider's contract and answer as the provider would."""

from tests.standins.mail import MailStandIn
from tests.standins.midtrans import MidtransStandIn
from tests.standins.push import PushStandIn
from tests.standins.sendgrid import SendGridStandIn
from tests.standins.server import Behaviour, StandIn
from tests.standins.telegram import TelegramStandIn
from tests.standins.whatsapp import WhatsAppStandIn

__all__ = [
    "Behaviour",
    "MailStandIn",
    "MidtransStandIn",
    "PushStandIn",
    "SendGridStandIn",
    "StandIn",
    "TelegramStandIn",
    "WhatsAppStandIn",
]
