"""Every rule there is."""

from milestone_ls.rules.files.bad_configuration import bad_configuration
from milestone_ls.rules.files.bad_encoding import bad_encoding
from milestone_ls.rules.files.bad_template import bad_template
from milestone_ls.rules.files.document_too_large import document_too_large
from milestone_ls.rules.files.unreadable_file import unreadable_file
from milestone_ls.rules.index.index_dependency_drift import index_dependency_drift
from milestone_ls.rules.index.index_missing_entry import index_missing_entry
from milestone_ls.rules.index.index_status_drift import index_status_drift
from milestone_ls.rules.plan.all_done_not_completed import all_done_not_completed
from milestone_ls.rules.plan.asymmetric_conflict import asymmetric_conflict
from milestone_ls.rules.plan.asymmetric_parallel import asymmetric_parallel
from milestone_ls.rules.plan.checked_while_pending import checked_while_pending
from milestone_ls.rules.plan.completed_before_upstream import completed_before_upstream
from milestone_ls.rules.plan.completed_with_open_items import completed_with_open_items
from milestone_ls.rules.plan.critical_path_contradiction import critical_path_contradiction
from milestone_ls.rules.plan.dependency_cycle import dependency_cycle
from milestone_ls.rules.plan.dependency_drift import dependency_drift
from milestone_ls.rules.plan.dependent_unlisted import dependent_unlisted
from milestone_ls.rules.plan.depends_on_cancelled import depends_on_cancelled
from milestone_ls.rules.plan.downstream_unconfirmed import downstream_unconfirmed
from milestone_ls.rules.plan.open_prerequisite import open_prerequisite
from milestone_ls.rules.plan.parallel_resource_conflict import parallel_resource_conflict
from milestone_ls.rules.plan.parallel_with_dependency import parallel_with_dependency
from milestone_ls.rules.plan.prerequisite_met import prerequisite_met
from milestone_ls.rules.plan.prerequisite_unmet import prerequisite_unmet
from milestone_ls.rules.plan.redundant_dependency import redundant_dependency
from milestone_ls.rules.plan.speedup_contradiction import speedup_contradiction
from milestone_ls.rules.plan.stale_status_note import stale_status_note
from milestone_ls.rules.plan.start_before_upstream import start_before_upstream
from milestone_ls.rules.plan.started_before_upstream import started_before_upstream
from milestone_ls.rules.plan.type_contradiction import type_contradiction
from milestone_ls.rules.references.dead_link import dead_link
from milestone_ls.rules.references.duplicate_dependency import duplicate_dependency
from milestone_ls.rules.references.duplicate_id import duplicate_id
from milestone_ls.rules.references.planned_milestone import planned_milestone
from milestone_ls.rules.references.self_dependency import self_dependency
from milestone_ls.rules.references.unknown_conflict import unknown_conflict
from milestone_ls.rules.references.unknown_dependency import unknown_dependency
from milestone_ls.rules.references.unknown_downstream import unknown_downstream
from milestone_ls.rules.references.unknown_parallel import unknown_parallel
from milestone_ls.rules.rule import Rule
from milestone_ls.rules.structure.bad_duration import bad_duration
from milestone_ls.rules.structure.bad_token_estimate import bad_token_estimate
from milestone_ls.rules.structure.buffer_below_minimum import buffer_below_minimum
from milestone_ls.rules.structure.duplicate_field import duplicate_field
from milestone_ls.rules.structure.duplicate_label import duplicate_label
from milestone_ls.rules.structure.duplicate_section import duplicate_section
from milestone_ls.rules.structure.empty_label import empty_label
from milestone_ls.rules.structure.empty_section import empty_section
from milestone_ls.rules.structure.error_without_solution import error_without_solution
from milestone_ls.rules.structure.fence_without_language import fence_without_language
from milestone_ls.rules.structure.high_risk_unmitigated import high_risk_unmitigated
from milestone_ls.rules.structure.id_filename_mismatch import id_filename_mismatch
from milestone_ls.rules.structure.malformed_heading import malformed_heading
from milestone_ls.rules.structure.missing_field import missing_field
from milestone_ls.rules.structure.missing_section import missing_section
from milestone_ls.rules.structure.missing_subsection import missing_subsection
from milestone_ls.rules.structure.nested_too_deeply import nested_too_deeply
from milestone_ls.rules.structure.not_a_checkbox import not_a_checkbox
from milestone_ls.rules.structure.section_order import section_order
from milestone_ls.rules.structure.table_columns import table_columns
from milestone_ls.rules.structure.template_mismatch import template_mismatch
from milestone_ls.rules.structure.token_budget_mismatch import token_budget_mismatch
from milestone_ls.rules.structure.unclosed_fence import unclosed_fence
from milestone_ls.rules.structure.unfilled_placeholder import unfilled_placeholder
from milestone_ls.rules.structure.unknown_rating import unknown_rating
from milestone_ls.rules.structure.unknown_status import unknown_status
from milestone_ls.rules.structure.unknown_type import unknown_type

RULES: tuple[Rule, ...] = (
    malformed_heading,
    template_mismatch,
    unknown_type,
    id_filename_mismatch,
    missing_field,
    duplicate_field,
    duplicate_section,
    duplicate_label,
    unknown_status,
    missing_section,
    missing_subsection,
    section_order,
    empty_section,
    empty_label,
    unfilled_placeholder,
    not_a_checkbox,
    table_columns,
    unknown_rating,
    high_risk_unmitigated,
    bad_token_estimate,
    token_budget_mismatch,
    bad_duration,
    buffer_below_minimum,
    unclosed_fence,
    fence_without_language,
    error_without_solution,
    nested_too_deeply,
    document_too_large,
    unreadable_file,
    bad_encoding,
    bad_configuration,
    bad_template,
    duplicate_id,
    unknown_dependency,
    unknown_parallel,
    planned_milestone,
    unknown_downstream,
    unknown_conflict,
    self_dependency,
    duplicate_dependency,
    dead_link,
    dependency_cycle,
    parallel_with_dependency,
    depends_on_cancelled,
    type_contradiction,
    asymmetric_parallel,
    dependency_drift,
    downstream_unconfirmed,
    dependent_unlisted,
    redundant_dependency,
    completed_with_open_items,
    all_done_not_completed,
    checked_while_pending,
    open_prerequisite,
    prerequisite_met,
    prerequisite_unmet,
    completed_before_upstream,
    started_before_upstream,
    stale_status_note,
    parallel_resource_conflict,
    asymmetric_conflict,
    start_before_upstream,
    speedup_contradiction,
    critical_path_contradiction,
    index_status_drift,
    index_dependency_drift,
    index_missing_entry,
)

CODES = frozenset(rule.code for rule in RULES)


def rule_named(code: str) -> Rule | None:
    """The rule with that code."""
    return next((rule for rule in RULES if rule.code == code), None)
