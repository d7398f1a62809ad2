"""WhatsApp, Telegram and chats of teams."""
