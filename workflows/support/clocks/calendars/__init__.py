"""Working calendars: the time that a service level counts, and clocks counted anew after a change of them."""
