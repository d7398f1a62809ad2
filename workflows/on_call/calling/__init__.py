"""How a person is called: the order of channels, test calls, answers on WhatsApp."""
