"""The files customers send: noted when the message comes, fetched by a job, listed for the staff."""
