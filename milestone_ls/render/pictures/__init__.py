"""Pictures of a plan: its dependencies by wave and its timeline, for people, for other programs and for a browser.

``model`` says what is shown, ``columns`` and ``arrangement`` where it stands. Everything else writes that down: as
Mermaid, DOT or JSON, as one SVG file, or as a page.
"""
