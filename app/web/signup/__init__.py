"""Getting an account of one's own: by e-mail, or as a customer by WhatsApp."""

from app.web.signup import by_email, claiming
from app.web.signup.blueprint import blueprint

__all__ = ["blueprint", "by_email", "claiming"]
