"""Messages leave: leased in batches, sent by one thread for each channel, tried again as the answer says."""
