"""The command line: questions to plans on disk, and answers on standard output.

It knows paths, options, streams and exit codes. It speaks no protocol and judges nothing itself.
"""
