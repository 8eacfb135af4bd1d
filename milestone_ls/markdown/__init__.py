"""CommonMark with GFM tables: text to blocks with spans, re-read only where an edit touched it.

This room knows Markdown and nothing of milestones, so that the template, which says what a milestone looks
like, and the documents are read by the same reader.
"""
