"""A proposal for people: the files that would be written, then what they would make of the folder."""

from collections.abc import Iterable, Iterator, Sequence

from milestone_ls.project.names import order_of
from milestone_ls.project.proposal import Proposal
from milestone_ls.project.proposal.draft import FILE_NAME
from milestone_ls.project.proposal.outcome import References, left_aside, references, unknown_statuses
from milestone_ls.project.proposal.trial import Item, Trial
from milestone_ls.render.excerpt import plain
from milestone_ls.text import cells

_MOST_TITLE = 50
_MOST_FILES = 40
_LOOKED_FOR = """\
Looked for two documents or more whose first level-1 headings begin alike, with an ID that holds a digit
(`# M1: Title`, `# Milestone 3 - Title`, `# PHASE-2C: Title`), and that
- name each other in a field such as `**Dependencies**:`, or
- are called milestones, phases, sprints, stages, iterations or epics, or have IDs with the letter M, or
- lie in a folder such as `milestones` or `plan`.
"""


def proposal_as_text(proposal: Proposal, command: str | None) -> str:
    """What there is to say of *proposal*, lines with ends.

    command  what writes the files; None where that is what is being done
    """
    return "\n".join(plain(line) for line in _lines(proposal, command)) + "\n"


def _lines(proposal: Proposal, command: str | None) -> Iterator[str]:
    trial, count = proposal.trial, len(proposal.survey.sources)
    yield f"Read {_counted(count, 'Markdown file')}."
    yield ""
    if not trial.milestones:
        yield "No milestones found."
        yield from _LOOKED_FOR.splitlines()
    elif not proposal.text:
        yield "The built-in template and the defaults serve: there is nothing to set."
    else:
        yield from _files(proposal)
    yield ""
    yield from _outcome(proposal)
    if proposal.text and command:
        yield ""
        yield f"Nothing is written yet: `{command}` writes {_named_files(proposal)}."
        if proposal.survey.configurations:
            yield f"This is what would fit without {proposal.survey.configurations[0]}, which is there already."


def _files(proposal: Proposal) -> Iterator[str]:
    yield f"{FILE_NAME}:"
    yield ""
    yield from _indented(proposal.text)
    if proposal.template is not None:
        yield ""
        yield f"{proposal.template.path}:"
        yield ""
        yield from _indented(proposal.template.text)


def _indented(text: str) -> Iterator[str]:
    return (f"    {line}" if line else "" for line in text.splitlines())


def _named_files(proposal: Proposal) -> str:
    return f"{FILE_NAME} and {proposal.template.path}" if proposal.template else FILE_NAME


def _outcome(proposal: Proposal) -> Iterator[str]:
    trial = proposal.trial
    aside = tuple(left_aside(proposal.survey, trial))
    if trial.milestones:
        upstream, others = references(trial, upstream=True), references(trial, upstream=False)
        yield from _columns(
            [
                ("Milestones", str(len(trial.milestones))),
                ("Dependencies", _counts(upstream)),
                ("Other references", _counts(others)),
                ("Left aside", _counted(len(aside), "file")),
            ]
        )
        yield ""
        ordered = sorted(trial.milestones, key=lambda milestone: order_of(milestone.id))
        yield from _columns([(f"  {one.id}", _shortened(one.title), one.path) for one in ordered])
        yield from _headed("Claimed by several documents:", list(_claimed(trial)))
        yield from _headed("Lead nowhere:", [_unknown(item, trial) for item in (*upstream.unknown, *others.unknown)])
        statuses = unknown_statuses(trial).most_common()
        yield from _headed(
            "Statuses that are not known; what they mean can be told under [status]:",
            [(f"  {status}", _counted(number, "milestone")) for status, number in statuses],
        )
    shown = [(f"  {path}", why) for path, why in aside[:_MOST_FILES]]
    yield from _headed("Left aside:", shown)
    if len(aside) > _MOST_FILES:
        yield f"  and {len(aside) - _MOST_FILES} more"


def _counts(found: References) -> str:
    if not found.stated:
        return "none stated"
    prose = f"; {found.prose} more name no milestone" if found.prose else ""
    return f"{found.stated} stated, {found.resolved} resolved, {len(found.unknown)} unknown{prose}"


def _claimed(trial: Trial) -> Iterator[tuple[str, str]]:
    for milestone in sorted(trial.milestones, key=lambda milestone: (order_of(milestone.id), milestone.path)):
        if trial.plan.duplicates(milestone):
            yield f"  {milestone.id}", milestone.path


def _unknown(item: Item, trial: Trial) -> tuple[str, ...]:
    reference = item.resolved.stated.reference
    missing = next(iter(item.resolved.resolution.missing), reference.name)
    planned = "listed by the index, not written yet" if trial.plan.is_planned(missing) else ""
    return f"  {missing}", f"{item.milestone.path}:{reference.span.start.line + 1}", planned


def _headed(heading: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if rows:
        yield ""
        yield heading
        yield from _columns(rows)


def _columns(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Rows of as many cells each, side by side."""
    shown = [[plain(cell) for cell in row] for row in rows]
    widths = [max(map(cells, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        padded = (cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_TITLE else f"{text[: _MOST_TITLE - 3]}..."


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
