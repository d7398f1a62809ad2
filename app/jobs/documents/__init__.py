"""Drawing PDF documents."""
