"""Names and links that must lead somewhere."""
