"""The template as schema: what headings, fields, sections and words a plan's documents are made of.

A plan's rules are read from a template file, the project's own or the built-in one; nothing about the shape
of a document is known elsewhere.
"""
