"""The plan of ninety days of visits, and the rows it becomes."""
