"""WhatsApp and Telegram."""
