"""Documents look like milestones, but their headings fit no form that the plan knows.

They differ from the template's heading in punctuation alone (``# Milestone 3 - Roof``), or they have the template's
fields under another heading. Such documents are no milestones: nothing is found in them, and nothing that depends on
them is known. Usually the plan writes its headings in a way of its own, and one setting makes milestones of them all;
so this is told once, at the first of them.

Mend it by naming the form in the configuration, which the quick fix does::

    heading = ["# {ID}: {Title}"]

or by writing the headings as the template does.

Wrong::

    //- M1-Ground.md
    # «M1: Ground»
    **Dependencies**: None
    **Status**: completed
    //- M2-Walls.md
    # M2: Walls
    **Dependencies**: M1
    **Status**: pending

Right::

    //- milestone-ls.toml
    heading = ["# {ID}: {Title}"]
    //- M1-Ground.md
    # M1: Ground
    **Dependencies**: None
    **Status**: completed
    //- M2-Walls.md
    # M2: Walls
    **Dependencies**: M1
    **Status**: pending

Near miss: one field alone makes no milestone, nor do fields without dependencies::

    //- meeting.md
    # M1: Minutes
    **Status**: draft
    **Parallel Track**: none
    //- report.md
    # Report on M2
    **Dependencies**: M1
"""

from collections.abc import Iterator

from milestone_ls.project.mismatch import Mismatch
from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Fix, Related, Setting, Severity
from milestone_ls.rules.rule import whole_rule

_MOST_OTHERS = 10


@whole_rule("template-mismatch", Severity.INFORMATION)
def template_mismatch(plan: Plan) -> Iterator[tuple[str, Finding]]:
    found = plan.mismatch
    if found is None:
        return
    fixes = (Fix(f"Set heading to {found.form}", settings=(Setting("heading", found.form),)),) if found.form else ()
    yield found.path, Finding(found.span, _message(found), tuple(_others(found, plan)), fixes)


def _message(found: Mismatch) -> str:
    one = found.total == 1
    wrong = (
        "this document looks like a milestone, but its heading fits no form"
        if one
        else f"{found.total} documents look like milestones, but their headings fit no form"
    )
    if not found.form:
        return f'{wrong}; write an ID in it, or name its form as heading = ["# {{ID}}: {{Title}}"] in the configuration'
    reach = "" if found.fitting == found.total else f" {found.fitting} of them"
    return f'{wrong}; in the configuration, heading = ["{found.form}"] would fit{reach or (" it" if one else " them")}'


def _others(found: Mismatch, plan: Plan) -> Iterator[Related]:
    for path in found.others[:_MOST_OTHERS]:
        span = plan.pages[path].misfit
        if span is not None:
            yield Related(path, span, "this heading fits no form either")
