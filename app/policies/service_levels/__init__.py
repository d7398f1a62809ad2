"""Service levels: how working time is counted, and when a clock of a ticket runs out."""
