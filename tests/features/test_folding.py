from milestone_ls.features.folding import folds
from tests import plans

TEXT = """---
a: b
---
# Milestone: M1 Ground
## Overview
A hole.

- [ ] dig
  deeper
- fill
### Why
```python
x
```

<!-- a
comment -->
## End
"""


def test_sections_and_what_takes_several_lines_can_be_folded() -> None:
    for text in (TEXT, TEXT.replace("\n", "\r\n")):
        document = plans.project_of({"M1.md": text}).snapshot.documents["M1.md"]
        assert [(fold.first, fold.last) for fold in folds(document) if not fold.is_comment] == [
            (0, 2),
            (4, 16),
            (7, 9),
            (7, 8),
            (10, 16),
            (11, 13),
        ]
        assert [(fold.first, fold.last) for fold in folds(document) if fold.is_comment] == [(15, 16)]
