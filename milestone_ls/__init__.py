"""A language server and checker for plans written as milestone Markdown files."""

__version__ = "0.1.0"
