"""What a technician records on the spot: attendance, photos, hand-over, more days, the end."""
