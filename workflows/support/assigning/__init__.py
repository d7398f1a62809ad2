"""Who answers for a ticket."""
