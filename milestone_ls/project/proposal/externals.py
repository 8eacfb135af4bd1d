"""IDs of other projects that the plan's reference lists name.

One strange ID may be a slip. Two with the same letters, of which no document here has any, are somebody else's.
"""

import re
from collections import defaultdict

from milestone_ls.project.names import Outcome
from milestone_ls.project.proposal.draft import Line
from milestone_ls.project.proposal.headings import sighting_of
from milestone_ls.project.proposal.trial import Bench, Trial
from milestone_ls.project.proposal.words import MILESTONE_NOUNS
from milestone_ls.syntax.names import letters

_LEAST_IDS = 2


def find_externals(bench: Bench, trial: Trial) -> Trial:
    """*trial* with ``external-prefixes``."""
    documents = trial.snapshot.documents
    sightings = (sighting_of(path, document) for path, document in documents.items())
    at_home = MILESTONE_NOUNS | {sighting.family for sighting in sightings if sighting is not None}
    strange: dict[str, set[str]] = defaultdict(set)
    for item in trial.items:
        if item.outcome is Outcome.STRANGE:
            id_ = item.resolved.resolution.missing[0]
            strange[re.split(r"[-_]?\d", id_, maxsplit=1)[0]].add(id_)
    others = {prefix: ids for prefix, ids in sorted(strange.items()) if letters(prefix) not in at_home}
    prefixes = {prefix: ids for prefix, ids in others.items() if len(ids) >= _LEAST_IDS}
    if not prefixes:
        return trial
    examples = ", ".join(min(ids) for ids in prefixes.values())
    seen = f"no document here has such IDs: {examples}"
    return bench.trial(trial.draft.having(Line(("external-prefixes",), tuple(prefixes), seen))) or trial
