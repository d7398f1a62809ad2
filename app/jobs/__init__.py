"""What happens after the answer: the relay of promises, the inbox, the schedule. The only room that enqueues."""
