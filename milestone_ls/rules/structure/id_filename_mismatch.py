"""The file's name begins with another ID than the heading.

People look for the file by its name and refer to the milestone by its heading; with two numbers, half of them find the
wrong one. The heading counts.

Mend it by renaming the file, or by changing the ID in the heading. The quick fixes do so where nothing else would have
to follow: no link leads to the file, or nobody names the ID.

Wrong::

    //- M1-Ground.md
    # Milestone: «M2» Ground [B]
    //- docs/M04-Wheels/README.md
    # Milestone: «M5» Wheels [S]
    **Dependencies**: M3
    //- M6-Roof.md
    # Milestone: «M3» Roof [P]

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    //- docs/M04-Wheels/README.md
    # Milestone: M4 Wheels [S]

Near miss: zeros, other letters, a number that only puts files in order, a name without an ID, and an ID that another
document has, too, which is a matter of its own::

    //- M01-Ground.md
    # Milestone: M1 Ground [B]
    //- milestone-2-wheels.md
    # Milestone: M2 Wheels [S]
    //- 07-roof.md
    # Milestone: M3 Roof [S]
    //- v2-garden.md
    # Milestone: M4 Garden [P]
    //- fence.md
    # Milestone: M5 Fence [P]
    //- M7-Door.md
    # Milestone: M6 Door [P]
    //- M6-Lock.md
    # Milestone: M6 Lock [P]
"""

import posixpath
from collections.abc import Iterator

from milestone_ls.project.facts import stem_of
from milestone_ls.project.links import split_target
from milestone_ls.project.names import file_key, name_key
from milestone_ls.project.naming import free_path, is_named_otherwise, styled_id
from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import FileRename, Finding, Fix, Severity, edit_fix
from milestone_ls.rules.rule import Subject, context_rule
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.names import fold
from milestone_ls.text import Edit


@context_rule("id-filename-mismatch", Severity.HINT, sees=Sees.NOTHING)
def id_filename_mismatch(subject: Subject, plan: Plan) -> Iterator[Finding]:
    milestone = subject.milestone
    if milestone.id_span is None or plan.duplicates(milestone) or not is_named_otherwise(milestone):
        return
    named = milestone.file_id
    message = f"the heading says {milestone.id}, the name of the file {named}; let both say the same"
    yield Finding(milestone.id_span, message, fixes=subject.fixes(_fixes(subject, plan, named)))


def _fixes(subject: Subject, plan: Plan, named: str) -> Iterator[Fix]:
    milestone = subject.milestone
    stem = stem_of(subject.path)
    if subject.schema.ids.match_prefix(stem) == named and not _is_linked(subject, plan):
        folder, file = posixpath.split(subject.path)
        path = free_path(plan, posixpath.join(folder, milestone.id + file[len(named) :]))
        if path is not None and "/" not in milestone.id:
            yield Fix(f"Rename the file to {posixpath.basename(path)}", renames=(FileRename(subject.path, path),))
    id_ = styled_id(plan, named)
    # By the name of its file it answers to that ID already.
    if {*plan.names.with_id(fold(id_))} <= {subject.path} and not _is_named(subject, plan):
        assert milestone.id_span is not None  # noqa: S101 - asked by the caller
        yield edit_fix(f"Change the ID to {id_}", subject.path, Edit(milestone.id_span, id_))


def _is_linked(subject: Subject, plan: Plan) -> bool:
    """Whether a link leads to the file, or an item of a list has its name."""
    watching = plan.watchers.get(file_key(subject.path), frozenset()) - {subject.path}
    if any(subject.path in plan.pages[path].linked for path in watching):
        return True
    own = (split_target(link.target, subject.path) for link in subject.document.links() if link.target[:1] != "#")
    stem = fold(subject.milestone.stem)
    items = (item for path in {*watching, subject.path} for item in plan.resolved.get(path, ()))
    return any(place and place[0] == subject.path for place in own) or any(
        fold(item.stated.reference.word) == stem for item in items
    )


def _is_named(subject: Subject, plan: Plan) -> bool:
    """Whether an item of a list, or an index file, has the ID."""
    watching = plan.watchers.get(name_key(fold(subject.milestone.id)), frozenset())
    return bool(watching - {subject.path}) or plan.is_planned(subject.milestone.id)
