"""What the scheduler needs beside its table: its lease, and runs that were missed."""
