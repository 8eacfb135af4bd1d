"""The configuration as pydantic models: what is checked at the border, and what the JSON Schema says to the user.

This module and faults.py import pydantic, so they are imported late (see loading.py). Defaults come from settings.py
and checks from values.py; what is written here are the shapes, and the descriptions that editors show.
"""

from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from . import values
from .settings import Aliases, ClientSettings, ClosedDiagnostics, DiagnosticsMode, Profile, Settings, SeverityName

_DEFAULTS = Settings()
_CLIENT_DEFAULTS = ClientSettings()


def _kebab(name: str) -> str:
    return name.replace("_", "-")


# TOML and JSON have lists where the settings hold tuples: strictness stays on for the elements.
_List = Field(strict=False)

Texts: TypeAlias = Annotated[tuple[Annotated[str, AfterValidator(values.text)], ...], _List]
Globs: TypeAlias = Annotated[tuple[Annotated[str, AfterValidator(values.glob)], ...], _List]
InnerPath: TypeAlias = Annotated[str, AfterValidator(values.inner_path)]
InnerPaths: TypeAlias = Annotated[tuple[InnerPath, ...], _List]
Headings: TypeAlias = Annotated[tuple[Annotated[str, AfterValidator(values.heading)], ...], _List]
Pattern: TypeAlias = Annotated[str, AfterValidator(values.pattern), Field(json_schema_extra={"format": "regex"})]
Glob: TypeAlias = Annotated[str, AfterValidator(values.glob)]
Size: TypeAlias = Annotated[
    int,
    BeforeValidator(values.size),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": 1_000_000_000},
                {"type": "string", "pattern": r"^\d+(\.\d+)? ?([Bb]|[KkMmGg]([Ii]?[Bb])?)?$"},
            ]
        }
    ),
]


class _Table(BaseModel):
    # Built when first used: a file needs no model of a client.
    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True, alias_generator=_kebab)


class FieldAliases(_Table):
    """Further names of metadata fields, by the role that the field has."""

    status: Texts = Field(default=(), description="Names of the field that tells how far the milestone is.")
    depends_on: Texts = Field(default=(), description="Names of the field that lists what must be completed before.")
    parallel_with: Texts = Field(default=(), description="Names of the field that lists what may run at the same time.")
    blocks: Texts = Field(default=(), description="Names of the field that lists what waits for this milestone.")
    track: Texts = Field(default=(), description="Names of the field that tells the parallel track or phase.")


class SectionAliases(_Table):
    """Further names of sections, by the role that the section has."""

    overview: Texts = Field(default=(), description="Names of the section that says what the milestone is about.")
    upstream: Texts = Field(default=(), description="Names of the section that lists what this milestone builds on.")
    downstream: Texts = Field(default=(), description="Names of the section that lists what builds on this milestone.")
    objectives: Texts = Field(
        default=(), description="Names of the section with the objectives; its boxes count as progress."
    )
    deliverables: Texts = Field(
        default=(), description="Names of the section with the deliverables; its boxes count as progress."
    )
    success_criteria: Texts = Field(
        default=(), description="Names of the section that tells when the milestone is a success."
    )
    prerequisites: Texts = Field(
        default=(), description="Names of the section with what must be true before work starts."
    )
    timeline: Texts = Field(default=(), description="Names of the section with duration, buffer and start.")
    risks: Texts = Field(default=(), description="Names of the section with the risk table.")
    resources: Texts = Field(default=(), description="Names of the section with resources and their conflicts.")
    dependencies: Texts = Field(
        default=(), description="Names of the section that holds upstream and downstream dependencies."
    )
    documentation: Texts = Field(default=(), description="Names of the section with the documentation checklist.")
    notes: Texts = Field(default=(), description="Names of the section with remarks.")


class AliasTables(_Table):
    """Further names of the fields and sections that have a role."""

    fields: FieldAliases = Field(
        default_factory=FieldAliases,
        description='Further names of metadata fields, by role: depends-on = ["Needs"] reads **Needs**: M1 as one.',
        json_schema_extra={"default": {}},
    )
    sections: SectionAliases = Field(
        default_factory=SectionAliases,
        description='Further names of sections, by role: objectives = ["Goals"] makes ## Goals the objectives.',
        json_schema_extra={"default": {}},
    )


class StatusPhrases(BaseModel):
    """Further words and marks that people write as a status, by the state that they mean."""

    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)

    pending: Texts = Field(default=(), description="Phrases and marks for work that has not begun.")
    in_progress: Texts = Field(default=(), description="Phrases and marks for work that is under way.")
    completed: Texts = Field(default=(), description="Phrases and marks for work that is done.")
    blocked: Texts = Field(default=(), description="Phrases and marks for work that waits for something.")
    cancelled: Texts = Field(default=(), description="Phrases and marks for work that will not be done.")


class ProjectModel(_Table):
    """Settings of a project for milestone-ls, in milestone-ls.toml or under [tool.milestone-ls] in pyproject.toml."""

    include: Globs = Field(
        default=_DEFAULTS.include,
        description="Globs of the Markdown files that may be milestones, from the folder of this file.",
        examples=[["docs/milestones/**/*.md"]],
    )
    exclude: Globs = Field(
        default=_DEFAULTS.exclude,
        description="Globs of files that are left out, beside what .gitignore names.",
        examples=[["docs/archive/**"]],
    )
    companions: Globs = Field(
        default=_DEFAULTS.companions,
        description="Globs of files that repeat a milestone's ID by design, such as progress reports: they are not "
        "told as duplicates.",
        examples=[["docs/tracking/**"]],
    )
    template: InnerPath | None = Field(
        default=_DEFAULTS.template,
        description="Path of the template that the milestones follow, from the folder of this file. "
        "Default: the built-in template.",
        examples=["docs/milestone-template.md"],
    )
    heading: Headings = Field(
        default=_DEFAULTS.heading,
        description="Further forms that a milestone's first heading may have, beside that of the template. "
        "{ID} is required; other slots and words are free.",
        examples=[["# {ID} — {Title}"]],
    )
    id_pattern: Pattern = Field(
        default=_DEFAULTS.id_pattern,
        description="Regular expression (Python) of a milestone ID. An ID ends at the word's end, or before a - or _ "
        "that starts a slug.",
        examples=[r"M-\d\d\.\d\d(?:\.\d+)*"],
    )
    external_prefixes: Texts = Field(
        default=_DEFAULTS.external_prefixes,
        description="Names of other projects: a reference such as other-project M3 is theirs and not looked up here.",
        examples=[["other-project"]],
    )
    index: InnerPaths | None = Field(
        default=_DEFAULTS.index,
        description="Paths of the files that list the milestones, from the folder of this file; an empty list says "
        "that there is none. Default: found by their tables and lists.",
        examples=[["docs/MILESTONE_MANAGER.md"]],
    )
    profile: Profile = Field(
        default=_DEFAULTS.profile,
        description="How much is reported. minimal: only what fails a check; standard: what helps most plans; strict: "
        "every section of the template is required, and hints weigh more.",
    )
    fail_on: Texts = Field(
        default=_DEFAULTS.fail_on,
        description="What makes milestone-ls check fail: codes, a severity (findings of that weight and above), or "
        "gate for those that the rules mark as such.",
        examples=[["gate", "dead-link"], ["warning"]],
    )
    required: Texts | None = Field(
        default=_DEFAULTS.required,
        description="Sections that every milestone must have. Default: Overview, Success Criteria, one of Objectives "
        "and Deliverables, and Dependencies where the metadata names some.",
        examples=[["Overview", "Success Criteria"]],
    )
    progress: Texts | None = Field(
        default=_DEFAULTS.progress,
        description="Sections whose boxes are the milestone's progress. Default: Objectives and Deliverables.",
        examples=[["Acceptance Criteria"]],
    )
    hours_per_day: float = Field(
        default=_DEFAULTS.hours_per_day,
        gt=0,
        le=24,
        allow_inf_nan=False,
        description="Working hours in a day, for durations and the schedule.",
    )
    days_per_week: float = Field(
        default=_DEFAULTS.days_per_week,
        gt=0,
        le=7,
        allow_inf_nan=False,
        description="Working days in a week, for durations and the schedule.",
    )
    buffer_minimum: float = Field(
        default=_DEFAULTS.buffer_minimum,
        ge=0,
        le=100,
        allow_inf_nan=False,
        description="The least buffer, in per cent of the duration. 0: any will do.",
    )
    max_size: Size = Field(
        default=_DEFAULTS.max_size,
        description='Larger documents are not read: a number of bytes, or a size such as "500 KB" or "2MB".',
        json_schema_extra={"default": "2MB"},
    )
    aliases: AliasTables = Field(
        default_factory=AliasTables,
        description="What the project calls the fields and sections that have a role, beside their usual names.",
        json_schema_extra={"default": {}},
    )
    status: StatusPhrases = Field(
        default_factory=StatusPhrases,
        description="What the project writes as a status, beside the usual words, by the state that it means.",
        examples=[{"in_progress": ["cooking"]}],
        json_schema_extra={"default": {}},
    )
    severity: dict[str, SeverityName] = Field(
        default_factory=dict,
        description="The severity of single findings, by code; off: not reported.",
        examples=[{"missing-section": "error"}],
        json_schema_extra={"default": {}},
    )
    per_file: dict[Glob, Texts] = Field(
        default_factory=dict,
        description="Codes that are not reported in some files, by glob from the folder of this file.",
        examples=[{"docs/milestones/completed/**": ["missing-section"]}],
        json_schema_extra={"default": {}},
    )


class DiagnosticsOptions(_Table):
    """How an editor is told of findings."""

    mode: DiagnosticsMode = Field(default=_CLIENT_DEFAULTS.diagnostics_mode)
    closed: ClosedDiagnostics = Field(
        default=_CLIENT_DEFAULTS.diagnostics_closed,
        description="What is shown for files that are not open: warnings (errors and warnings), all, or none.",
    )


class FeatureOptions(_Table):
    """What an editor is shown beside the findings; false: not shown."""

    code_lens: bool = Field(default=True, description="References, readiness and progress above the heading.")
    completion: bool = Field(default=True, description="Proposals while one types.")
    formatting: bool = Field(default=True, description="Tables whose columns stand below each other.")
    highlight: bool = Field(default=True, description="The other places of the milestone under the cursor.")
    hover: bool = Field(default=True, description="What stands under the pointer: a milestone, a field, a finding.")
    inlay_hints: bool = Field(default=True, description="Figures of the plan beside what the author wrote.")
    links: bool = Field(default=True, description="Names of milestones as links, where they are no Markdown links.")
    outline: bool = Field(default=True, description="Sections, tasks and tables of a milestone as a tree.")
    semantic_tokens: bool = Field(default=True, description="Names, status words and boxes in colours by their state.")
    snippets: bool = Field(
        default=True, description="Proposals with places to fill in one after the other; false: plain text."
    )


class ClientModel(ProjectModel):
    """What an editor may send: the keys of the file, and how findings are shown."""

    diagnostics: DiagnosticsOptions = Field(default_factory=DiagnosticsOptions)
    features: FeatureOptions = Field(default_factory=FeatureOptions)


def to_settings(model: ProjectModel) -> Settings:
    """The plain settings that *model* holds."""
    plain: dict[str, Any] = {
        name: getattr(model, name) for name in ProjectModel.model_fields if name not in ("aliases", "status")
    }
    aliases = Aliases(fields=_given(model.aliases.fields), sections=_given(model.aliases.sections))
    return Settings(**plain, aliases=aliases, status=_given(model.status))


def _given(table: BaseModel) -> dict[str, tuple[str, ...]]:
    return table.model_dump(by_alias=True, exclude_unset=True)
