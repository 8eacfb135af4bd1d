"""What is seen of each answer, by the circumstances; several that share an answer stand together.

No circumstance of the text itself may show: encodings, line ends and unsaved edits all have the answers ``as it is``.
"""

from tests.protocol.questions import Seen

OF_A_MILESTONE = "as it is | target deleted | target renamed away | duplicate | untitled | outside"
"""Wherever the document is a milestone's, whatever has become of others."""
WITHOUT_TARGET = "target deleted | target renamed away | untitled | excluded | outside"
"""Wherever what is named stands nowhere."""

_TOKENS: dict[str, Seen] = {
    "as it is": [
        "M2 function declaration",
        "S type",
        "in progress enumMember",
        "M1 variable",
        "M1 variable",
        "[x] operator readonly",
        "[ ] operator",
        "{Issue 1} parameter",
    ],
    "target deleted | target renamed away | untitled | outside": [
        "M2 function declaration",
        "S type",
        "in progress enumMember",
        "[x] operator readonly",
        "[ ] operator",
        "{Issue 1} parameter",
    ],
    "duplicate": [
        "M2 function declaration",
        "S type",
        "in progress enumMember",
        "M1 class",
        "M1 class",
        "[x] operator readonly",
        "[ ] operator",
        "{Issue 1} parameter",
    ],
    "README": [
        "M1 variable",
    ],
    "excluded": [],
}
_FINDINGS: dict[str, Seen] = {
    "as it is": [
        "started-before-upstream: in progress",
        "unknown-rating: Q",
        "unfilled-placeholder: {Issue 1}",
    ],
    "target deleted | outside": [
        "unknown-dependency: M1",
        "dead-link: M1-Ground.md",
        "unknown-rating: Q",
        "unfilled-placeholder: {Issue 1}",
    ],
    "target renamed away": [
        "unknown-dependency: M1",
        "unknown-rating: Q",
        "unfilled-placeholder: {Issue 1}",
    ],
    "duplicate | untitled": [
        "unknown-rating: Q",
        "unfilled-placeholder: {Issue 1}",
    ],
    "README | excluded": [],
}
_FORMATTED: dict[str, Seen] = {
    OF_A_MILESTONE: [
        "| ------- | ------ | ---------- | ------------------- | ----- |",
        "| 🐳 hail | M      | L          | roof                | A     |",
        "| 🐳 rain | M      | Q          | tent                | B     |",
    ],
    "README": [
        "| Risk    | Mitigation |",
        "| ------- | ---------- |",
        "| 🐳 hail | roof       |",
        "| 🐳 rain | tent       |",
    ],
    "excluded": [],
}
_NOT_RENAMED: dict[str, Seen] = {
    "target deleted | target renamed away | untitled | outside": [
        "no milestone is named here",
    ],
    "duplicate": [
        "M1 is claimed by M1-Again.md and M1-Ground.md; give one of them another ID in its heading first",
    ],
    "excluded": [
        "None",
    ],
}

EXPECTED: dict[str, dict[str, Seen]] = {
    "hover": {
        "as it is | README": [
            "M1",
            "**M1 Ground** [B]",
        ],
        "target deleted | target renamed away | outside": [
            "M1",
            "M1 is borne by no document.",
            "**unknown-dependency**: A milestone depends on one that does not exist.",
        ],
        "duplicate": [
            "M1",
            "**M1 Again**",
            "**M1 Ground** [B]",
        ],
        "untitled": [
            "M1",
            "M1 is not known here so far.",
        ],
        "excluded": [],
    },
    "hover_over_what_the_template_has": {
        OF_A_MILESTONE: [
            "S",
            "Type **S**, sequential: runs alone in its track",
            "**missing-field**: A metadata field of the template is absent, or the status is empty.",
            "**missing-section**: A section of the template is absent.",
            "🐳 Status",
            "Field **Status**",
            "🐳 Troubleshooting",
            "Section **Troubleshooting** of the template",
            "Impact",
            "Column **Impact**",
            "M",
            "Impact: **medium**",
        ],
        "README | excluded": [],
    },
    "hover_over_findings": {
        OF_A_MILESTONE: [
            "Q",
            "**unknown-rating**: A risk is rated in words that the template does not have.",
            "{Issue 1}",
            "**unfilled-placeholder**: Words of the template stand where the author's should.",
        ],
        "README | excluded": [],
    },
    "definition": {
        "as it is | README": [
            "M1",
            "M1-Ground.md:1 M1",
        ],
        WITHOUT_TARGET: [],
        "duplicate": [
            "M1",
            "M1-Again.md:1 M1",
            "M1-Ground.md:1 M1",
        ],
    },
    "references": {
        "as it is | README": [
            "M1-Ground.md:1 M1",
            "M2-Wheels.md:3 M1",
            "M2-Wheels.md:5 M1",
            "M2-Wheels.md:5 [🐳 the ground](M1-Ground.md)",
            "M3-Engine.md:3 M1-Ground",
            "M3-Engine.md:5 M1",
            "README.md:2 M1",
            "README.md:2 [🐳 the ground](M1-Ground.md)",
        ],
        WITHOUT_TARGET: [],
        "duplicate": [
            "M1-Again.md:1 M1",
            "M1-Ground.md:1 M1",
            "M2-Wheels.md:3 M1",
            "M2-Wheels.md:5 M1",
            "M2-Wheels.md:5 [🐳 the ground](M1-Ground.md)",
            "M3-Engine.md:3 M1-Ground",
            "M3-Engine.md:5 M1",
            "README.md:2 M1",
            "README.md:2 [🐳 the ground](M1-Ground.md)",
        ],
    },
    "references_elsewhere": {
        "as it is | duplicate | README": [
            "M2-Wheels.md:3 M1",
            "M2-Wheels.md:5 M1",
            "M2-Wheels.md:5 [🐳 the ground](M1-Ground.md)",
            "M3-Engine.md:3 M1-Ground",
            "M3-Engine.md:5 M1",
            "README.md:2 M1",
            "README.md:2 [🐳 the ground](M1-Ground.md)",
        ],
        WITHOUT_TARGET: [],
    },
    "highlight": {
        "as it is | duplicate": [
            "3 M1",
            "5 M1",
            "5 [🐳 the ground](M1-Ground.md)",
        ],
        WITHOUT_TARGET: [],
        "README": [
            "2 M1",
            "2 [🐳 the ground](M1-Ground.md)",
        ],
    },
    "implementation": {
        "as it is | README": [
            "M2-Wheels.md:1 M2",
            "M3-Engine.md:1 M3",
        ],
        "target deleted | target renamed away | duplicate | untitled | excluded | outside": [],
    },
    "prepare_rename": {
        "as it is | README": [
            "M1",
            "M1",
        ],
        **_NOT_RENAMED,
    },
    "rename": {
        "as it is | README": [
            "M1-Ground.md: # Milestone: M77 Ground 🐳 [B]",
            "M2-Wheels.md: **Dependencies**: 🐳 M77",
            "M2-Wheels.md: As 🐳 M1 has it, see [🐳 the ground](M77-Ground.md).",
            "? M2-Wheels.md: As 🐳 M77 has it, see [🐳 the ground](M1-Ground.md).",
            "M3-Engine.md: **Dependencies**: 🐳 M2, 🐳 M77-Ground",
            "? M3-Engine.md: As 🐳 M77 is.",
            "README.md: See 🐳 M1 and [🐳 the ground](M77-Ground.md).",
            "? README.md: See 🐳 M77 and [🐳 the ground](M1-Ground.md).",
            "rename M1-Ground.md M77-Ground.md",
        ],
        **_NOT_RENAMED,
    },
    "will_rename_files": {
        "as it is | target renamed away | duplicate | README | untitled | excluded | outside": [
            "M2-Wheels.md: As 🐳 M1 has it, see [🐳 the ground](M1-Earth.md).",
            "M3-Engine.md: **Dependencies**: 🐳 M2, 🐳 M1-Earth",
            "README.md: See 🐳 M1 and [🐳 the ground](M1-Earth.md).",
        ],
        "target deleted": [
            "None",
        ],
    },
    "document_symbol": {
        OF_A_MILESTONE: [
            "M2 Wheels (in progress · 1/2): Milestone: M2 Wheels 🐳 [S]",
            "  Overview: Overview",
            "  Deliverables (1/2): Deliverables",
            "    🐳 dig (est. tokens: 3000) (completed): [x]",
            "    🐳 fill: [ ]",
            "  Risk Factors: Risk Factors",
            "    🐳 Risk, Impact, Likelihood, Mitigation Strategy, … (2 rows): | 🐳 Risk | Impact | Likelihood",
            "  🐳 Troubleshooting: 🐳 Troubleshooting",
        ],
        "README | excluded": [],
    },
    "workspace_symbol": {
        "as it is | duplicate | README | untitled | excluded | outside": [
            "M1 Ground (pending): M1-Ground.md:1 M1",
        ],
        "target deleted": [],
        "target renamed away": [
            "M8 Ground (pending): M1-Ground.md:1 M8",
        ],
    },
    "folding_range": {
        OF_A_MILESTONE: [
            "## Overview … As 🐳 M1 has it, see [🐳 the ground](M1-Ground.md).",
            "## Deliverables … - [ ] 🐳 fill",
            "- [x] 🐳 dig (est. tokens: 3000) … - [ ] 🐳 fill",
            "## Risk Factors … | 🐳 rain | M | Q | tent | B |",
            "| 🐳 Risk | Impact | Likelihood | Mitigation Strategy | Owner | … | 🐳 rain | M | Q | tent | B |",
            "## 🐳 Troubleshooting … 1. 🐳 **{Issue 1}**",
        ],
        "README": [
            "| Risk | Mitigation | … | 🐳 rain | tent |",
        ],
        "excluded": [],
    },
    "selection_range": {
        OF_A_MILESTONE: [
            "rain",
            "🐳 rain",
            "| 🐳 rain | M | Q | tent | B |",
            "| 🐳 Risk | Impact | Likelihood | Mitigation Strategy | Owner |",
            "## Risk Factors",
            "# Milestone: M2 Wheels 🐳 [S]",
        ],
        "README": [
            "rain",
            "🐳 rain",
            "| 🐳 rain | tent |",
            "| Risk | Mitigation |",
            "# 🐳 Readme",
        ],
        "excluded": [],
    },
    "document_link": {
        "as it is": [
            "M1 → M1-Ground.md",
            "M1 → M1-Ground.md",
        ],
        "target deleted | target renamed away | duplicate | untitled | excluded | outside": [],
        "README": [
            "M1 → M1-Ground.md",
        ],
    },
    "incoming_calls": {
        "as it is | README": [
            "M1 Ground: M1-Ground.md:1 M1",
            "  M2-Wheels.md:1 M2",
            "    M2-Wheels.md:3 M1",
            "  M3-Engine.md:1 M3",
            "    M3-Engine.md:3 M1-Ground",
        ],
        "target deleted | target renamed away": [
            "M2 Wheels: M2-Wheels.md:1 M2",
            "  M3-Engine.md:1 M3",
            "    M3-Engine.md:3 M2",
        ],
        "duplicate": [
            "M1 Again: M1-Again.md:1 M1",
            "M1 Ground: M1-Ground.md:1 M1",
        ],
        "untitled": [
            "M2 Wheels: untitled:Untitled-1:1 M2",
        ],
        "excluded": [],
        "outside": [
            "M2 Wheels: ../elsewhere/M2-Wheels.md:1 M2",
        ],
    },
    "outgoing_calls": {
        "as it is | README": [
            "M1 Ground: M1-Ground.md:1 M1",
        ],
        "target deleted | target renamed away": [
            "M2 Wheels: M2-Wheels.md:1 M2",
        ],
        "duplicate": [
            "M1 Again: M1-Again.md:1 M1",
            "M1 Ground: M1-Ground.md:1 M1",
        ],
        "untitled": [
            "M2 Wheels: untitled:Untitled-1:1 M2",
        ],
        "excluded": [],
        "outside": [
            "M2 Wheels: ../elsewhere/M2-Wheels.md:1 M2",
        ],
    },
    "code_lens": {
        "as it is | target deleted | target renamed away | duplicate": [
            "Milestone: M2 Wheels 🐳 [S] | 1 reference ['M3-Engine.md:3 M2']",
            "Milestone: M2 Wheels 🐳 [S] | 1 of 2 tasks done ['M2-Wheels.md:8 [ ]']",
        ],
        "README | untitled | excluded": [],
        "outside": [
            "Milestone: M2 Wheels 🐳 [S] | 0 references []",
            "Milestone: M2 Wheels 🐳 [S] | 1 of 2 tasks done ['../elsewhere/M2-Wheels.md:8 [ ]']",
        ],
    },
    "inlay_hint": {
        "as it is": [
            "# Milestone: M2 Wheels 🐳 [S] | wave 2",
            "## Deliverables | 1/2",
        ],
        "target deleted | target renamed away | duplicate | untitled | outside": [
            "## Deliverables | 1/2",
        ],
        "README | excluded": [],
    },
    "semantic_tokens": _TOKENS,
    "semantic_tokens_delta": {**_TOKENS, "excluded": ["None"]},
    "semantic_tokens_range": {
        "as it is | README": [
            "M1 variable",
        ],
        WITHOUT_TARGET: [],
        "duplicate": [
            "M1 class",
        ],
    },
    "diagnostic": _FINDINGS,
    "workspace_diagnostic": _FINDINGS,
    "formatting": _FORMATTED,
    "range_formatting": _FORMATTED,
    "ranges_formatting": _FORMATTED,
    "completion": {
        "as it is | duplicate": [
            "M1",
            "M5",
        ],
        "target deleted": [
            "M5",
            "**Dependencies**: 🐳 M5",
        ],
        "target renamed away": [
            "M5",
            "M8",
            "**Dependencies**: 🐳 M5",
        ],
        "README | untitled | excluded | outside": [],
    },
    "code_action": {
        "as it is": [
            "Open this task again",
            "  M2-Wheels.md: - [ ] 🐳 dig (est. tokens: 3000)",
            "Insert M4 between M2 and M1",
            "  create M4.md",
            "  M4.md: # Milestone: M4",
            "  M2-Wheels.md: **Dependencies**: 🐳 M4",
        ],
        "target deleted": [
            "Open this task again",
            "  M2-Wheels.md: - [ ] 🐳 dig (est. tokens: 3000)",
            "Change M1 to M5",
            "  M2-Wheels.md: **Dependencies**: 🐳 M5",
            "Create M1.md",
            "  create M1.md",
            "  M1.md: # Milestone: M1",
        ],
        "target renamed away": [
            "Open this task again",
            "  M2-Wheels.md: - [ ] 🐳 dig (est. tokens: 3000)",
            "Change M1 to M5",
            "  M2-Wheels.md: **Dependencies**: 🐳 M5",
            "Change M1 to M8",
            "  M2-Wheels.md: **Dependencies**: 🐳 M8",
            "Create M1.md",
            "  create M1.md",
            "  M1.md: # Milestone: M1",
        ],
        "duplicate": [
            "Open this task again",
            "  M2-Wheels.md: - [ ] 🐳 dig (est. tokens: 3000)",
        ],
        "README": [
            "Tick this task",
            "  README.md: - [x] 🐳 dig",
        ],
        "untitled": [
            "Open this task again",
            "  untitled:Untitled-1: - [ ] 🐳 dig (est. tokens: 3000)",
        ],
        "excluded": [],
        "outside": [
            "Open this task again",
            "  ../elsewhere/M2-Wheels.md: - [ ] 🐳 dig (est. tokens: 3000)",
            "Create M1.md",
            "  create ../elsewhere/M1.md",
            "  ../elsewhere/M1.md: # Milestone: M1",
        ],
    },
    "toggle_task": {
        "as it is | target deleted | target renamed away | duplicate": [
            "True",
            "M2-Wheels.md: - [ ] 🐳 dig (est. tokens: 3000)",
        ],
        "README": [
            "True",
            "README.md: - [x] 🐳 dig",
        ],
        "untitled": [
            "True",
            "untitled:Untitled-1: - [ ] 🐳 dig (est. tokens: 3000)",
        ],
        "excluded": [
            "'…/archive/M2-Wheels.md' is no document of a plan",
        ],
        "outside": [
            "True",
            "../elsewhere/M2-Wheels.md: - [ ] 🐳 dig (est. tokens: 3000)",
        ],
    },
    "set_status": {
        "as it is | target deleted | target renamed away | duplicate": [
            "True",
            "M2-Wheels.md: **🐳 Status**: ✅ completed",
        ],
        "README": [
            "this document has no status to set",
        ],
        "untitled": [
            "True",
            "untitled:Untitled-1: **🐳 Status**: ✅ completed",
        ],
        "excluded": [
            "'…/archive/M2-Wheels.md' is no document of a plan",
        ],
        "outside": [
            "True",
            "../elsewhere/M2-Wheels.md: **🐳 Status**: ✅ completed",
        ],
    },
    "next_placeholder": {
        "as it is | target deleted | target renamed away | duplicate": [
            "{Issue 1}",
            "M2-Wheels.md:15 {Issue 1}",
        ],
        "README": [
            "None",
        ],
        "untitled": [
            "{Issue 1}",
            "untitled:Untitled-1:15 {Issue 1}",
        ],
        "excluded": [
            "'…/archive/M2-Wheels.md' is no document of a plan",
        ],
        "outside": [
            "{Issue 1}",
            "../elsewhere/M2-Wheels.md:15 {Issue 1}",
        ],
    },
    "list_milestones": {
        "as it is | README | excluded": [
            "M1 Ground (ready, after []): M1-Ground.md:1 M1",
            "M2 Wheels (active, after ['M1']): M2-Wheels.md:1 M2",
            "M3 Engine (blocked, after ['M1']): M3-Engine.md:1 M3",
            "M5 Roof (unknown, after []): M5-Roof.md:1 M5",
        ],
        "target deleted": [
            "M2 Wheels (active, after []): M2-Wheels.md:1 M2",
            "M3 Engine (blocked, after ['M2']): M3-Engine.md:1 M3",
            "M5 Roof (unknown, after []): M5-Roof.md:1 M5",
        ],
        "target renamed away": [
            "M2 Wheels (active, after []): M2-Wheels.md:1 M2",
            "M3 Engine (blocked, after ['M2']): M3-Engine.md:1 M3",
            "M5 Roof (unknown, after []): M5-Roof.md:1 M5",
            "M8 Ground (ready, after []): M1-Ground.md:1 M8",
        ],
        "duplicate": [
            "M1 Again (unknown, after []): M1-Again.md:1 M1",
            "M1 Ground (unknown, after []): M1-Ground.md:1 M1",
            "M2 Wheels (active, after []): M2-Wheels.md:1 M2",
            "M3 Engine (blocked, after ['M2']): M3-Engine.md:1 M3",
            "M5 Roof (unknown, after []): M5-Roof.md:1 M5",
        ],
        "untitled": [
            "M2 Wheels (active, after []): untitled:Untitled-1:1 M2",
        ],
        "outside": [
            "M2 Wheels (active, after []): ../elsewhere/M2-Wheels.md:1 M2",
        ],
    },
    "new_milestone": {
        "as it is | README | excluded": [
            "M6-Tent.md",
            "create M6-Tent.md",
            "M6-Tent.md: # Milestone: M6 🐳 Tent",
            "show M6-Tent.md",
        ],
        "target deleted | target renamed away": [
            "depends-on names M1, but no milestone has that ID; did you mean M2, M3 or M5?",
        ],
        "duplicate": [
            "M1 may be M1-Again.md and M1-Ground.md; settle that first",
        ],
        "untitled": [
            "save the document first: a new milestone goes beside it",
        ],
        "outside": [
            "depends-on names M1, but no milestone has that ID; did you mean M2?",
        ],
    },
    "export_graph": {
        "as it is | README | excluded": [
            "M1 Ground: ready, wave 1",
            "M2 Wheels: in_progress, wave 2",
            "M3 Engine: waiting, wave 3",
            "M5 Roof: unknown, wave 1",
            "M2 Wheels → M1 Ground",
            "M3 Engine → M2 Wheels",
            "M3 Engine → M1 Ground",
        ],
        "target deleted": [
            "M2 Wheels: in_progress, wave None",
            "M3 Engine: waiting, wave None",
            "M5 Roof: unknown, wave 1",
            "M3 Engine → M2 Wheels",
        ],
        "target renamed away": [
            "M2 Wheels: in_progress, wave None",
            "M3 Engine: waiting, wave None",
            "M5 Roof: unknown, wave 1",
            "M8 Ground: ready, wave 1",
            "M3 Engine → M2 Wheels",
            "M3 Engine → M8 Ground",
        ],
        "duplicate": [
            "M1 Again: unknown, wave None",
            "M1 Ground: unknown, wave None",
            "M2 Wheels: in_progress, wave None",
            "M3 Engine: waiting, wave None",
            "M5 Roof: unknown, wave 1",
            "M3 Engine → M2 Wheels",
        ],
        "untitled | outside": [
            "M2 Wheels: in_progress, wave None",
        ],
    },
    "show_plan": {
        "as it is | target renamed away | README | excluded": [
            "True",
            "in a browser: M1-Ground.md",
            "in a browser: M2-Wheels.md",
            "in a browser: M3-Engine.md",
            "in a browser: M5-Roof.md",
        ],
        "target deleted": [
            "True",
            "in a browser: M2-Wheels.md",
            "in a browser: M3-Engine.md",
            "in a browser: M5-Roof.md",
        ],
        "duplicate": [
            "True",
            "in a browser: M1-Again.md",
            "in a browser: M1-Ground.md",
            "in a browser: M2-Wheels.md",
            "in a browser: M3-Engine.md",
            "in a browser: M5-Roof.md",
        ],
        "untitled": [
            "True",
            "in a browser: untitled:Untitled-1",
        ],
        "outside": [
            "True",
            "in a browser: ../elsewhere/M2-Wheels.md",
        ],
    },
    "show_places": {
        "as it is | target deleted | target renamed away | duplicate": [
            "True",
            "M3-Engine.md:3 M2",
        ],
        "README | untitled | excluded | outside": [],
    },
}
