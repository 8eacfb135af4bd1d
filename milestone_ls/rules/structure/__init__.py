"""What one document is enough to judge."""
