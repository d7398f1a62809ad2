"""A customer's own account: claimed by a code on WhatsApp."""
