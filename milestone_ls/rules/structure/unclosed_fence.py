"""A code fence is never closed, so the rest of the file is code.

Headings, fields and tasks behind it are read by nobody. Nothing that the template places behind it is told as missing
as long as that is so.

Mend it by closing the fence with at least as many of the same characters, as far indented as its opening. The quick
fix closes it above the next heading that stands in the code, or at the end. Where a fence in a list was meant to be
closed by one that is not indented, the quick fix indents that.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Implementation Examples
    «```bash»
    dig --deep
    ## Notes
    - It rained
    //- M2-Walls.md
    # Milestone: M2 Walls [S]
    ## Troubleshooting
    1. Mortar
       ```bash
       mix --more
    «```»
    ## Notes

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Implementation Examples
    ```bash
    dig --deep
    ```
    ## Notes
    - It rained

Near miss: more characters close a fence, and so does the end of the list that it stands in::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Implementation Examples
    ~~~~bash
    ~~~
    dig --deep
    ~~~~~
    - Then
      ```bash
      fill
    ## Notes
    - It rained
"""

import re
from collections.abc import Iterator

from milestone_ls.rules.finding import Finding, Fix, Related, Severity, edit_fix
from milestone_ls.rules.rule import Subject, document_rule
from milestone_ls.rules.structure.quoting import shortened
from milestone_ls.syntax.change import Sees
from milestone_ls.syntax.fences import OpenFence, left_open_before, open_fence
from milestone_ls.syntax.inserting import gap_behind, last_text_line
from milestone_ls.text import Edit, Span, without_eol

_FENCE = re.compile(r"[\s>*+\d.)-]*(?:`{3}|~{3})")  # in a quote or a list, too
_HEADING = re.compile(r"#{2,6}[ \t]+(\S.*?)(?:[ \t]+#+)?[ \t]*\Z")


@document_rule("unclosed-fence", Severity.ERROR, sees=Sees.FENCES, gate=True)
def unclosed_fence(subject: Subject) -> Iterator[Finding]:
    fence = open_fence(subject.document)
    if fence is None:
        return
    meant = left_open_before(subject.document, fence)
    if meant is not None:
        yield Finding(
            fence.span,
            f"this does not close the indented fence of line {meant.line + 1}: the rest of the file is code",
            related=(Related(subject.path, meant.span, "this one ends with its list item"),),
            fixes=(_indent(subject, fence, meant),),
        )
        return
    message = "this code fence is never closed: the rest of the file is code"
    yield Finding(fence.span, message, fixes=tuple(_closings(subject, fence)))


def _indent(subject: Subject, fence: OpenFence, meant: OpenFence) -> Fix:
    edit = Edit(Span.on_line(fence.line, 0, len(fence.indent)), meant.indent)
    return edit_fix(f"Indent it to close the fence of line {meant.line + 1}", subject.path, edit)


def _closings(subject: Subject, fence: OpenFence) -> Iterator[Fix]:
    document = subject.document
    heading = _heading_in(subject, fence)
    if heading is not None:
        line, name = heading
        edit = gap_behind(document, last_text_line(document, line)).edit(fence.marker, blank=False)
        yield edit_fix(f'Close it above "{shortened(name)}"', subject.path, edit)
    end = max(last_text_line(document, document.source.line_count), fence.line)
    edit = gap_behind(document, end).edit(fence.indent + fence.marker, blank=False)
    yield edit_fix("Close it at the end", subject.path, edit)


def _heading_in(subject: Subject, fence: OpenFence) -> tuple[int, str] | None:
    """The first line in the code that is a heading of the template, or looks like one behind a blank line.

    None where another fence stands behind it: closing this one would only open that.
    """
    if fence.indent:
        return None
    source = subject.document.source
    chunk = source.chunk_at(fence.line)  # what is code cuts no chunk, so this one goes to the end
    lines = source.chunks[chunk].lines[fence.line + 1 - source.starts[chunk] :]
    for index, line in enumerate(lines):
        found = _HEADING.match(without_eol(line))
        if found is not None and (
            subject.schema.section_named(found.group(1)) is not None
            or (found.group().startswith("## ") and index and not lines[index - 1].strip(" \t\r\n"))
        ):
            fenced = any(map(_FENCE.match, lines[index:]))
            return None if fenced else (fence.line + 1 + index, found.group(1))
    return None
