"""Support tickets, the desk's settings, chats."""
