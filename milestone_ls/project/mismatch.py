"""Documents that look like milestones and whose headings fit no form: what one setting would make of them.

Kept as one fact of the plan, since all of them together are one cause. Whether and how it is told is for a rule.
"""

from collections import Counter
from collections.abc import Iterable

from milestone_ls.project.facts import Page
from milestone_ls.records import Record
from milestone_ls.text import Span


class Mismatch(Record):
    """The first of the documents in question, and the form that most of them have.

    path, span   of its heading: the first that *form* would fit
    form         as the setting ``heading`` has it; empty where no form would fit any of them
    fitting      how many headings *form* fits
    others       the paths of the rest, *total* with it
    """

    path: str
    span: Span
    form: str
    fitting: int
    others: tuple[str, ...]

    @property
    def total(self) -> int:
        return len(self.others) + 1


def mismatch_of(pages: Iterable[Page]) -> Mismatch | None:
    """What *pages* have in common that look like milestones without being any; None where there are none."""
    misfits = sorted((page for page in pages if page.misfit is not None), key=lambda page: page.path)
    if not misfits:
        return None
    forms = Counter(page.misfit_form for page in misfits if page.misfit_form)
    form, fitting = forms.most_common(1)[0] if forms else ("", 0)
    first = next(page for page in misfits if page.misfit_form == form) if form else misfits[0]
    others = tuple(page.path for page in misfits if page is not first)
    assert first.misfit is not None  # noqa: S101 - so were they chosen
    return Mismatch(first.path, first.misfit, form, fitting, others)
