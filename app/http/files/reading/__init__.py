"""Files from outside, opened in child processes with limits of memory and time."""
