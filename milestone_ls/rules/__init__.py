"""The diagnostics: one module a code, with its judgement, its fix, its page and the examples that test it.

A rule asks the document or the plan and yields findings. It knows no severity settings, no comments that switch
it off, no protocol and no file; :mod:`milestone_ls.rules.judging` applies those to what rules yield.
"""
