"""Every rule there is."""

from milestone_ls.rules.plan.completed_before_upstream import completed_before_upstream
from milestone_ls.rules.rule import Rule

RULES: tuple[Rule, ...] = (completed_before_upstream,)

CODES = frozenset(rule.code for rule in RULES)


def rule_named(code: str) -> Rule | None:
    """The rule with that code."""
    return next((rule for rule in RULES if rule.code == code), None)
