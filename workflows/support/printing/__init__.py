"""PDFs of tickets: asked for, drawn by a job, kept."""
