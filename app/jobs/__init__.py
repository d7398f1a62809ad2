"""What happens after the answer: the outbox, the inbox, the schedule. The only package that enqueues."""
