"""Looking at other systems: HTTP, TCP, DNS, mail. Private addresses only from an allow-list."""
