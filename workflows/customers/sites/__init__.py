"""The places where work is done for a customer."""
