"""From a question to an article, to the support desk, to a ticket."""
