"""Fields that play a role under a name of their own: ``Waits for`` lists dependencies, ``State`` is a status.

Both must hold: the name sounds like the role, and the values are what such a field holds. No document may have a field
of that role already, for then the other one means something else.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from milestone_ls.project.facts import Relation
from milestone_ls.project.proposal.common import commonest
from milestone_ls.project.proposal.headings import role_by_name
from milestone_ls.project.proposal.trial import Bench, Item, Trial
from milestone_ls.project.proposal.words import STATUS_NAME, TRACK_NAME, bare
from milestone_ls.records import Record
from milestone_ls.syntax.document import Field
from milestone_ls.template.names import fold_name
from milestone_ls.template.roles import FieldRole
from milestone_ls.template.vocabulary import Status

_LEAST_DOCUMENTS = 2


class _Named(Record):
    """The fields of one name by the paths of their documents."""

    name: str
    fields: Mapping[str, Field]


def find_fields(bench: Bench, trial: Trial) -> Trial:
    """*trial* with ``aliases.fields``."""
    for named in _without_role(trial):
        if (role := role_by_name(named.name)) is not None:
            trial = _as_list(bench, trial, named, role)
        elif _tells_status(named, trial):
            trial = _alias(bench, trial, named, FieldRole.STATUS, "their values are statuses") or trial
        elif _tells_track(named):
            trial = _alias(bench, trial, named, FieldRole.TRACK, "several milestones share a value") or trial
    return trial


def _without_role(trial: Trial) -> Sequence[_Named]:
    """The fields that have no role, those of many documents first."""
    found: dict[str, dict[str, Field]] = defaultdict(dict)
    for milestone, document in zip(trial.milestones, trial.documents, strict=True):
        for field in document.fields:
            if field.role is None and (name := fold_name(field.name)):
                found[name].setdefault(milestone.path, field)
    named = (_Named(commonest(bare(field.name) for field in fields.values()), fields) for fields in found.values())
    return sorted(named, key=lambda one: (-len(one.fields), one.name))


def _as_list(bench: Bench, trial: Trial, named: _Named, role: FieldRole) -> Trial:
    """*trial* with the field as one of *role*, if most of what it lists then leads to milestones."""
    tried = _alias(bench, trial, named, role, "most of what they list are milestones")
    if tried is None:
        return trial
    relation = Relation(role.value)
    before = sum(1 for _ in _of(trial, relation))
    now = list(_of(tried, relation))
    found = sum(item.leads_somewhere for item in now) - sum(item.leads_somewhere for item in _of(trial, relation))
    return tried if found >= _LEAST_DOCUMENTS and 2 * found > len(now) - before else trial


def _of(trial: Trial, relation: Relation) -> Iterator[Item]:
    """The items of a relation, apart from those that say ``None``."""
    return (item for item in trial.items if item.resolved.stated.relation is relation and not item.says_nothing)


def _alias(bench: Bench, trial: Trial, named: _Named, role: FieldRole, why: str) -> Trial | None:
    documents = trial.snapshot.documents
    if len(named.fields) < _LEAST_DOCUMENTS or any(documents[path].field(role) for path in named.fields):
        return None
    seen = f"in {len(named.fields)} of {len(trial.documents)} milestones, and {why}"
    return bench.trial(trial.draft.adding(("aliases", "fields", role.value), named.name, seen))


def _tells_status(named: _Named, trial: Trial) -> bool:
    readings = [trial.snapshot.schema.statuses.read(field.value) for field in named.fields.values()]
    known = sum(reading.status is not Status.UNKNOWN for reading in readings)
    return bool(STATUS_NAME.search(fold_name(named.name))) and 4 * known >= 3 * len(readings)


def _tells_track(named: _Named) -> bool:
    values = Counter(field.value.casefold() for field in named.fields.values())
    return bool(TRACK_NAME.fullmatch(fold_name(named.name))) and max(values.values()) > 1
