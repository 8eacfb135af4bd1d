"""What was found, written down: for people, for programs, as pages.

Everything here makes text out of plain data. It asks no plan, reads no file and writes to no stream.
"""
