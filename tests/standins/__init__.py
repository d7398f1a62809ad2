"""Local providers: they check every request against the provider's contract and answer as the provider would."""

from tests.standins.chats.telegram import TelegramStandIn
from tests.standins.chats.whatsapp import WhatsAppStandIn
from tests.standins.mail import MailStandIn
from tests.standins.midtrans import MidtransStandIn
from tests.standins.push import PushStandIn
from tests.standins.sendgrid import SendGridStandIn
from tests.standins.server import Behaviour, StandIn

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
