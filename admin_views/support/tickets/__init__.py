"""The list of support tickets, and the page of one: what may be done, its mails, its copy to print."""
