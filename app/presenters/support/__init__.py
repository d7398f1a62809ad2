"""How the support desk reads: tickets, figures, rules and the published service levels."""
