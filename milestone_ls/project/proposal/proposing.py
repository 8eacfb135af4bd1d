"""The proposal as a whole: every heuristic in its turn, each going on from what the one before it found."""

from collections.abc import Callable, Iterable

from milestone_ls.project.proposal.companions import find_companions
from milestone_ls.project.proposal.draft import Draft, NewTemplate
from milestone_ls.project.proposal.externals import find_externals
from milestone_ls.project.proposal.fields import find_fields
from milestone_ls.project.proposal.indexes import find_index
from milestone_ls.project.proposal.recognition import read_headings
from milestone_ls.project.proposal.sections import find_progress, find_sections
from milestone_ls.project.proposal.shape import find_shape
from milestone_ls.project.proposal.survey import Survey
from milestone_ls.project.proposal.templates import find_template
from milestone_ls.project.proposal.trial import Bench, Trial
from milestone_ls.records import Record

Step = Callable[[Bench, Trial], Trial]

_WHICH: tuple[Step, ...] = (find_template, read_headings, find_companions, find_index)
"""What looks at every document: which of them are milestones."""

_HOW: tuple[Step, ...] = (find_fields, find_sections, find_progress, find_shape)
"""What looks at milestones alone: how they are to be read."""


class Proposal(Record):
    """What would be written, and the plan that it makes.

    text      of ``milestone-ls.toml``, its lines ending in a line feed; empty where the defaults serve
    template  a template to be written beside it
    """

    text: str
    template: NewTemplate | None
    trial: Trial
    survey: Survey


def propose(survey: Survey) -> Proposal:
    """The configuration under which the most of what *survey* found holds together, with the fewest settings."""
    bench = Bench(survey)
    plain = bench.trial(Draft())
    assert plain is not None  # noqa: S101 - the defaults have no problems
    trial = _taken(_WHICH, bench, plain)
    if not trial.milestones:
        return Proposal("", None, plain, survey)
    milestones = Bench(survey, trial.paths)
    near = milestones.trial(trial.draft)
    if near is not None:
        trial = bench.trial(_taken(_HOW, milestones, near).draft) or trial
    trial = find_externals(bench, trial)
    return Proposal(trial.draft.text(), trial.draft.template, trial, survey)


def _taken(steps: Iterable[Step], bench: Bench, trial: Trial) -> Trial:
    """*trial* after *steps*, each of which goes on from what the one before it found."""
    for step in steps:
        trial = step(bench, trial)
    return trial
