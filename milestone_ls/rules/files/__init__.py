"""Files that could not be read, or not as what they are meant to be."""
