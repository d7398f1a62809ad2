"""WhatsApp Business Cloud API (Meta)."""
