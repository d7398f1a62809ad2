"""Several people at one ticket: teams, followers, mentions, links, time spent."""
