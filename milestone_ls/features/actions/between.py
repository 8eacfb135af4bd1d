"""A new milestone put between one and what it depends on."""

from collections.abc import Iterator

from milestone_ls.features.actions.action import Action
from milestone_ls.features.kinds import ActionKind
from milestone_ls.project import naming
from milestone_ls.project.facts import Milestone, Relation
from milestone_ls.project.plan import Resolved
from milestone_ls.project.snapshot import Snapshot
from milestone_ls.rules.finding import FileEdit, Fix, NewFile
from milestone_ls.rules.references.links import renaming_link
from milestone_ls.syntax.references import Shape
from milestone_ls.template.filling import new_document
from milestone_ls.text import Edit, Position


def insert_between(snapshot: Snapshot, path: str, position: Position) -> Iterator[Action]:
    """On a dependency: a new milestone that depends on it, and on which this one depends in its place."""
    plan, document = snapshot.plan, snapshot.documents[path]
    milestone = plan.milestone(path)
    upstream = _upstream_at(snapshot, path, position)
    if milestone is None or upstream is None or document.title is None:
        return
    if upstream.path in plan.graph.component(path):
        return  # it would make the cycle longer
    id_ = naming.next_free_id(plan, upstream.id)
    new_path = naming.new_path(plan, snapshot.schema.ids, path, id_) if id_ is not None else None
    if id_ is None or new_path is None:
        return
    items = list(plan.items(milestone, Relation.DEPENDS_ON, Relation.UPSTREAM))
    edits = [
        edit for item in items if _is_only(item, upstream) and (edit := _naming(snapshot, path, item, id_, new_path))
    ]
    text = new_document(snapshot.schema, id_, grammar=document.title.grammar, depends_on=[upstream.id])
    title = f"Insert {id_} between {milestone.id} and {upstream.id}"
    change = Fix(title, (FileEdit(path, tuple(edits)),), creates=(NewFile(new_path, text),))
    yield Action(ActionKind.REWRITE, change)


def _upstream_at(snapshot: Snapshot, path: str, position: Position) -> Milestone | None:
    """The one milestone that the dependency at *position* stands for."""
    for item in snapshot.items(path):
        if item.stated.relation.is_upstream and item.stated.reference.span.touches(position):
            targets = list(snapshot.plan.targets(item))
            return targets[0] if len(targets) == 1 and _is_only(item, targets[0]) and targets[0].path != path else None
    return None


def _is_only(item: Resolved, milestone: Milestone) -> bool:
    """Whether *item* names *milestone* and no other, in a way that another ID can take the place of."""
    written = item.stated.reference.shape in (Shape.NAME, Shape.LINK)
    return written and item.resolution.targets == (milestone.path,)


def _naming(snapshot: Snapshot, path: str, item: Resolved, id_: str, new_path: str) -> Edit | None:
    """The edit that names the new milestone where *item* stands."""
    reference = item.stated.reference
    if reference.shape is Shape.NAME:
        return Edit(reference.span, id_)
    return renaming_link(snapshot.documents[path], path, reference, id_, new_path)
