"""PostgreSQL and Redis that come with Sigap."""
