"""The plans that the tests write in."""

from collections.abc import Mapping

GROUND = """\
# Milestone: M1 Ground [B]

**Parallel Track**: Field
**Dependencies**: None
**Can Run In Parallel With**: None
**Status**: completed

## Overview
Level it.

## Objectives
- [x] The field is level

## Success Criteria
- **Manual validation**: a ball stays where it is
"""

WHEELS = """\
# Milestone: M2 Wheels [S]

**Parallel Track**: Field
**Dependencies**: M1
**Can Run In Parallel With**: None
**Status**: pending

## Overview
Two in front, one behind.

## Objectives
- [ ] It rolls

## Success Criteria
- **Manual validation**: downhill at least

## Dependencies
### Upstream Dependencies
- M1: something to roll on
"""

UNKNOWN = "depends on {}, but no milestone has that ID; name one that exists or create it"

PLAN: Mapping[str, str] = {"M1-Ground.md": GROUND, "M2-Wheels.md": WHEELS}
"""Two milestones with nothing wrong in them but what is merely recommended."""

BROKEN: Mapping[str, str] = {**PLAN, "M2-Wheels.md": WHEELS.replace("**Dependencies**: M1", "**Dependencies**: M1, M7")}
M7_UNKNOWN = f"4:23 {UNKNOWN.format('M7')}"
"""What is found in M2 of the broken plan, once the plan has been read."""
