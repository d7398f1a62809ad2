"""What Flask-Admin does not give: lists, filters, search, forms, transitions, export, history."""
