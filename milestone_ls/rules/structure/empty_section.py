"""A heading has nothing under it.

An empty section reads as if somebody had forgotten it. It is a warning where the section is required (see
missing-section) and a hint anywhere else, and a hint everywhere in what is completed or cancelled.

Mend it by writing what belongs there, by ``N/A`` where there is nothing to say, or by removing the heading. The quick
fix inserts what the template has in that section.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## «Overview»
    ## «Risk Factors»
    <!-- to be written -->
    ## «Our own»

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Overview
    The ground on which all stands.
    ## Risk Factors
    N/A

Near miss: sub-sections, tables and code are content::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Dependencies
    ### Upstream Dependencies
    None
    ## Implementation Examples
    ```bash
    dig
    ```
"""

from collections.abc import Iterator

from milestone_ls.rules.finding import Finding, Severity, edit_fix
from milestone_ls.rules.rule import Subject, document_rule
from milestone_ls.rules.structure.requirements import Requirement, requirements
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.document import Section
from milestone_ls.syntax.placement import body_edit


@document_rule("empty-section", Severity.WARNING, sees=Sees.NEEDS | Sees.OUTLINE, lenient=True)
def empty_section(subject: Subject) -> Iterator[Finding]:
    empty = [section for section in subject.document.sections if section.is_empty]
    needs = requirements(subject) if empty else ()
    for section in empty:
        edit = body_edit(subject.document, section)
        fixes = (edit_fix("Insert the template's text", subject.path, edit),) if edit else ()
        name = f'section "{section.name}"' if section.name else "this section"
        required = any(_demands(need, section, subject) for need in needs)
        message = f"{name} is empty" + ("" if required else '; write "N/A" if there is nothing to say')
        yield Finding(section.name_span, message, fixes=fixes, severity=None if required else Severity.HINT)


def _demands(need: Requirement, section: Section, subject: Subject) -> bool:
    """Whether *need* is met by nothing but the section, which is empty."""
    if section.spec not in need.sections:
        return False
    others = (other for other in subject.document.sections if other.spec in need.sections)
    return all(other.is_empty for other in others)
