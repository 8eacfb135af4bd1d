"""A code fence among the examples names no language.

The language behind the fence is what colours the code, and what tells a shell command from its output. It is asked for
only where the template shows how: in Implementation Examples.

Mend it by writing the language behind the fence, ``text`` where there is none.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Implementation Examples
    «```»
    dig --deep
    ```
    - And then
      «~~~»
      fill
      ~~~

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Implementation Examples
    ```bash
    dig --deep
    ```
    - And then
      ~~~text
      filled
      ~~~

Near miss: other sections, code that is indented, and a fence that nothing closes, which is a matter of its own::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    ## Troubleshooting
    ```
    too deep
    ```
    ## Implementation Examples
        dig --deep

    ```
    ## Notes
"""

import re
from collections.abc import Iterator

from milestone_ls.markdown.blocks import Code, walk
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.rule import PartSubject, part_rule
from milestone_ls.syntax.parts import Part
from milestone_ls.text import Span, without_eol

_FENCE = re.compile(r"`{3,}|~{3,}")
_FENCE_WITH_LANGUAGE = re.compile(r"^(?:`{3,}|~{3,})[ \t]*[^\s`]", re.MULTILINE)


@part_rule("fence-without-language", Severity.HINT)
def fence_without_language(subject: PartSubject) -> Iterator[Finding]:
    for code in _fences(subject.part) if any(map(_shows_languages, subject.stand.sections)) else ():
        found = _FENCE.search(without_eol(subject.stand.lines[code.line]))
        if found is not None:
            span = Span.on_line(code.line, *found.span())
            yield Finding(span, 'this code names no language; write it behind the fence, "text" if there is none')


def _shows_languages(section: Part) -> bool:
    """Whether the template has a fence with a language right there."""
    return section.spec is not None and _FENCE_WITH_LANGUAGE.search(section.spec.source) is not None


def _fences(part: Part) -> Iterator[Code]:
    """The closed fences without a language."""
    for block in walk(part.blocks):
        if isinstance(block, Code) and block.info == "" and block.closed:
            yield block
