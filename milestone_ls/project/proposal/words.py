"""What people call things: the few word lists on which the heuristics lean, in one place to be read and argued about.

A name alone decides nothing: each heuristic asks for content that bears it out as well.
"""

import re
from collections.abc import Mapping

from milestone_ls.template.names import strip_symbols
from milestone_ls.template.roles import FieldRole, SectionRole

MILESTONE_NOUNS = frozenset(
    {
        *("m", "ms", "milestone", "phase", "stage", "sprint", "iteration", "epic", "wp"),
        *("meilenstein", "fase", "etapa", "étape", "jalon", "hito"),
    }
)
"""Letters of IDs, and words right before a number, that make a heading a milestone's by themselves."""

PLAN_FOLDERS = frozenset({"milestone", "phase", "sprint", "epic", "roadmap", "plan"})
"""Folders, without a plural's ``s``, whose numbered documents are taken for milestones if nothing else is."""

COMPANION_WORDS = frozenset(
    {
        *("audit", "check", "checklist", "journal", "log", "note", "progress", "report", "retro", "retrospective"),
        *("review", "status", "summary", "task", "test", "todo", "tracker", "tracking"),
    }
)
"""Words in paths, without a plural's ``s``, of documents that stand beside a milestone's own."""

ARCHIVE_WORDS = frozenset({"archive", "archived", "backup", "deprecated", "legacy", "obsolete", "old"})
"""Folders of documents that no longer count."""

INDEX_WORDS = frozenset(
    {"index", "list", "manager", "milestone", "overview", "plan", "progress", "roadmap", "status", "tracker"}
)
"""Words, without a plural's ``s``, in the names of files that list a plan's milestones."""

FIELD_NAMES: Mapping[FieldRole, re.Pattern[str]] = {
    FieldRole.BLOCKS: re.compile(r"block(?:s|ing)\b|\b(?:unblock|unlock|enable)s?\b|\brequired by\b|\b(?:down|suc)"),
    FieldRole.PARALLEL_WITH: re.compile(r"\bparallel|\bconcurrent|\balongside\b|\bsimultaneous"),
    FieldRole.DEPENDS_ON: re.compile(
        r"\bdepend|\brequire|\bneeds?\b|\bpre-?req|\bblocked by\b|\bupstream\b|\bpredecessor|\bbuilds on\b|\bafter\b"
        r"|\bwaits? (?:for|on)\b"
    ),
}
"""How the names of fields sound that list milestones; the first that fits a folded name decides."""

STATUS_NAME = re.compile(r"\b(?:state|status|progress)\b")
"""How the names of fields sound whose values are statuses."""

TRACK_NAME = re.compile(r"(?:work ?)?stream|swim ?lane")
"""The names of fields that tell the track."""

OVERVIEW_NAME = re.compile(r"summary|purpose|description|introduction|about|goals?|objective|aims?|context|background")
"""The names of a first section that says what a milestone is about."""

SECTION_NAMES: Mapping[SectionRole, re.Pattern[str]] = {
    SectionRole.OBJECTIVES: re.compile(r"(?:key |main |milestone )?(?:goals?|objectives?|aims?)"),
    SectionRole.DELIVERABLES: re.compile(
        r"(?:key |main )?deliverables?|(?:implementation |development |milestone )?(?:tasks?|steps|checklist)"
        r"|to-?dos?|task (?:list|breakdown)|work items|action items|scope of work|work breakdown|implementation plan"
    ),
    SectionRole.SUCCESS_CRITERIA: re.compile(
        r"definition of done|done when|(?:exit|completion|done|acceptance|success) (?:criteria|criterion|tests?)"
    ),
}
"""The names of sections whose boxes tell how far a milestone is."""


_NUMBERING = re.compile(r"\A\d{1,3}(?:\.\d{1,3})*(?:[.)]\s*|\s+)(?=\S)")


def bare(name: str) -> str:
    """The name of a field or section as one would set it down: without symbols, numbering and a final colon."""
    start, end = strip_symbols(name)
    name = _NUMBERING.sub("", name[start:end], count=1)
    start, end = strip_symbols(name)
    return " ".join(name[start:end].split()).rstrip(": ")


def words_of(text: str) -> frozenset[str]:
    """The words of a name or path, folded and without a plural's ``s``."""
    return frozenset(
        word if word == "status" else word.removesuffix("s") for word in re.findall(r"[^\W\d_]+", text.casefold())
    )
