"""Support tickets and what the desk works with; live chats and the help centre."""
