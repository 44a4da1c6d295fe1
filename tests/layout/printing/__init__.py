"""Pictures as PNG and PDF."""
