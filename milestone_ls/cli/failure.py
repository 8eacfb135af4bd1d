"""What ends a command without an answer: exit code 2, and words on standard error that say what to do."""


class WrongUsageError(Exception):
    """What was asked cannot be done as it was asked; the text names the argument and what would be right."""


class ConfigurationError(Exception):
    """A configuration or template is wrong; the text is what the user reads, line by line."""
