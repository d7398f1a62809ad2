"""Everything the business can do: one package per area, one file per verb."""
