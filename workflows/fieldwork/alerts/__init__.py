"""No-show alerts: raised by a job, decided by CS."""
