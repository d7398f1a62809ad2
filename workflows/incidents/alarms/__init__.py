"""What alarms do to incidents."""
