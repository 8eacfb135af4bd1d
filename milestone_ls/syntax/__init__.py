"""A milestone document: what its heading, fields, sections, tasks and references say, each with its place.

This room judges nothing and knows no other document: whether a name exists is the plan's matter.
"""
