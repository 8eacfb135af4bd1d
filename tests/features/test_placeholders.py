import pytest

from milestone_ls.features.placeholders import next_placeholder
from tests import plans

TEMPLATE = (
    "//- milestone-ls.toml\ntemplate = 't.md'\n//- t.md\n# Milestone: {ID} {Title}\n## Overview\n{One} and {Two}\n"
)


@pytest.mark.parametrize(
    "text",
    [
        "# Milestone: M1 $0X\n## Overview\n«{One}» {Two}\n",
        "# Milestone: M1 X\n## Overview\n$0{One} «{Two}»\n",
        "# Milestone: M1 X\n## Overview\n{O$0ne} «{Two}»\n",
        "# Milestone: M1 X\n## Overview\n«{One}» {Two} $0\n",
        "# Milestone: M1 X\n## Overview\n$0«{One}»\n",
        "# Milestone: M1 X\n## Overview\n$0{Other}\n",
    ],
)
def test_the_next_placeholder_is_found_and_after_the_last_the_first(text: str) -> None:
    fixture = plans.parse(f"{TEMPLATE}//- M1.md\n{text}")
    assert fixture.cursor is not None
    found = next_placeholder(fixture.snapshot.documents["M1.md"], fixture.cursor.position)
    assert found == (fixture.marks[0][1] if fixture.marks else None)
