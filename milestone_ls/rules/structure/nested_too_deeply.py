"""Lists or quotes are nested so deeply that what stands in them is not read.

Tasks, references and links below that depth do not exist for the plan. The limit is 150 levels, of which a quote takes
one and a list item two. No plan that people write by hand comes near it; it keeps a file that a program wrote from
stopping everything.

Mend it by taking the inner lists out into sections of their own.

Wrong::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    «>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>\
>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>\
>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>\
 deep»

Right::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]
    - Dig
      - deep
        - deeper

Near miss: what is indented as deeply without a list is code::

    //- M1-Ground.md
    # Milestone: M1 Ground [B]

                                                                                                        deep
"""

from collections.abc import Iterator

from milestone_ls.markdown.reader import MAX_NESTING
from milestone_ls.rules.finding import Finding, Severity
from milestone_ls.rules.rule import PartSubject, part_rule
from milestone_ls.text import Span, without_eol


@part_rule("nested-too-deeply", Severity.WARNING)
def nested_too_deeply(subject: PartSubject) -> Iterator[Finding]:
    line, part = subject.stand.chunk.too_deep, subject.part
    if line is not None and part.line <= line < part.end:
        text = without_eol(subject.stand.lines[line])
        span = Span.on_line(line, len(text) - len(text.lstrip()), len(text))
        yield Finding(span, f"nested over {MAX_NESTING} levels deep and not read; take the inner lists or quotes out")
