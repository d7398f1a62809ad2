"""An approved invoice on its way to the customer: document, link, message."""
