"""What an editor asks about a place in a document, one module a question.

Each takes a snapshot and a path and gives plain data. No feature knows the protocol, changes a plan or reads a file;
what stands under a cursor is known in :mod:`milestone_ls.project.lookup`, what is wrong with a plan in the rules.
"""
