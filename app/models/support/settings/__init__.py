"""What the desk sets up for its tickets: teams, agents, fields, macros, rules, names of states, service plans."""
