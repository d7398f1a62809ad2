"""What WhatsApp and Telegram tell, and what they restrict."""
