"""A link leads to a Markdown file or a heading that does not exist.

The file was renamed or moved, or the heading was written anew; whoever follows the link finds nothing.

Only links in milestones and in the index file are looked at, and only those to files of this plan count: what leads
out of its folder or to another site is not looked at, nor is any file that is not Markdown. A link that is an item of a
list of milestones is told of by ``unknown-dependency`` and its like, where they speak, and an entry of the index file
without a document by ``index-missing-entry``. A line number or the top of a page is no heading.

Mend it by naming the file or heading that was meant; the quick fixes offer those nearest to it.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    The survey is in [the notes](«notes/survay.md»), the wheels are
    [next door](«M2-Whels.md»#overview "Wheels").
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    **Dependencies**: [M1](M1-Ground.md)

    ## Overview
    See [below](«#overveiw»), [the roof](<«old/M3 Roof.md»#top>) and [the survey](notes/survey.md«#depths»), or
    «[the roof][roof]».

    [roof]: M3-Roof.md
    //- M3 Roof.md
    # Milestone: M3 Roof [S]
    //- notes/survey.md
    # Survey
    ## Depth
    //- README.md
    # The house
    - [M1](M1-Ground.md)
    - [M2](M2-Wheels.md)
    - [M3](«M3_Roof.md»)
    - [M9](M9-Fence.md)

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    The survey is in [the notes](notes/survey.md#depth), the wheels [next door](./M2-Wheels.md#risks--chances).
    //- M2-Wheels.md
    # Milestone: M2 Wheels [S]
    ## Risks & chances
    //- notes/survey.md
    # Survey
    ## Depth

Near miss: other sites, places above the plan, lines, code, and files that are no Markdown are not looked at::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    **Dependencies**: [M9](M9-Roof.md)

    [a](https://example.org/gone.md) [b](../gone.md) [c](/gone.md) [d](gone.png) [e](gone) [f](gone/)
    `[g](gone.md)` [h](M1-Ground.md#L12) [i](#top) [j](#) [k](docs/M2.md#a-place) [l](mailto:gone.md)
    //- docs/M2.md
    # Milestone: M2 Wheels [S]
    <a id="a-place"></a>
"""

import re
from collections.abc import Iterator

from milestone_ls.project.facts import Page, Relation
from milestone_ls.project.files import is_markdown
from milestone_ls.project.links import split_target
from milestone_ls.project.names import Outcome
from milestone_ls.project.nearest import nearest_paths, nearest_words
from milestone_ls.project.plan import Plan
from milestone_ls.rules.finding import Finding, Fix, Severity, edit_fix
from milestone_ls.rules.references.links import Destination, destination_of, written_to
from milestone_ls.rules.rule import PageSubject, Role, page_rule
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.parts import Link
from milestone_ls.text import Edit, Span

_NO_HEADING = re.compile(r"(?:top|L\d+\b.*|.*:~:.*|user-content-.*)\Z", re.IGNORECASE | re.DOTALL)
_JOINTS = re.compile(r"[\W_]+")


@page_rule("dead-link", Severity.WARNING, Role.MILESTONE, Role.INDEX, sees=Sees.LINKS)
def dead_link(subject: PageSubject, plan: Plan) -> Iterator[Finding]:
    told = _told_elsewhere(subject, plan)
    for link in subject.document.links():
        place = split_target(link.target, subject.path)
        if place is None or any(link.span.start <= span.start and span.end <= link.span.end for span in told):
            continue
        file, fragment = place
        page = plan.pages.get(file)
        if page is not None:
            if fragment and not _leads_into(fragment, page):
                yield _no_heading(subject, link, page, fragment)
        elif is_markdown(file) and file in plan.looked_for and file not in plan.others:
            yield _no_file(subject, plan, link, file, fragment)


def _told_elsewhere(subject: PageSubject, plan: Plan) -> list[Span]:
    """Where links are items of lists that name nobody, or entries of the index file that nobody has written yet."""
    items = plan.resolved.get(subject.path, ())
    entries = plan.entries(subject.path) if subject.path in plan.indexed.files else ()
    told = [entry.span for entry in entries if plan.is_planned(entry.id)]
    return told + [
        item.stated.reference.span
        for item in items
        if item.resolution.outcome in (Outcome.UNKNOWN, Outcome.STRANGE)
        and item.stated.relation is not Relation.PREREQUISITE
    ]


def _leads_into(fragment: str, page: Page) -> bool:
    """Whether a page has such a place; programs that show Markdown differ in the signs that they leave out."""
    if fragment in page.anchors or _NO_HEADING.match(fragment):
        return True
    return _loose(fragment) in map(_loose, page.anchors)


def _loose(anchor: str) -> str:
    return _JOINTS.sub("-", anchor.casefold()).strip("-")


def _no_file(subject: PageSubject, plan: Plan, link: Link, file: str, fragment: str) -> Finding:
    destination = destination_of(subject.document, link)
    id_ = subject.schema.ids.match_prefix(file.rpartition("/")[2].rpartition(".")[0])
    near = nearest_paths(plan, file, plan.bearers(id_) if id_ else ())
    span = destination.part(0, destination.file_end) if destination else link.span
    fixes = (_redirect(subject, plan.pages[path], destination, fragment) for path in near) if destination else ()
    return Finding(span, f"there is no {file}; link to a file that exists", fixes=tuple(fixes))


def _redirect(subject: PageSubject, page: Page, destination: Destination, fragment: str) -> Fix:
    """The fix that leads a link to *page*, and to the same heading if it has that."""
    kept = destination.text[destination.file_end :] if not fragment or _leads_into(fragment, page) else ""
    edit = destination.replaced(written_to(page.path, subject.path, plain=destination.is_angled) + kept)
    return edit_fix(f"Link to {page.path}", subject.path, edit)


def _no_heading(subject: PageSubject, link: Link, page: Page, fragment: str) -> Finding:
    destination = destination_of(subject.document, link)
    near = nearest_words(fragment.casefold(), page.anchors)
    where = "this document" if page.path == subject.path else page.path
    span = link.span
    fixes: tuple[Fix, ...] = ()
    if destination is not None and "#" in destination.text:
        span = destination.part(destination.text.index("#"), len(destination.text))
        fixes = tuple(edit_fix(f"Link to #{anchor}", subject.path, Edit(span, f"#{anchor}")) for anchor in near)
    return Finding(span, f"{where} has no heading #{fragment}; link to one that exists", fixes=fixes)
