"""A configuration for a plan as people have it: what ``milestone-ls init`` proposes.

Each module looks for one thing (heading forms, companions, index files …) and each thing it finds is tried: the plan
is built with it, by the same code that serves editors, and it stays only if more holds together than before. Nothing
here writes a file, and no rule is asked: whether a plan is good is not the question, only how it is to be read.
"""

from milestone_ls.project.proposal.proposing import Proposal, propose
from milestone_ls.project.proposal.survey import Survey, survey, survey_of

__all__ = ["Proposal", "Survey", "propose", "survey", "survey_of"]
