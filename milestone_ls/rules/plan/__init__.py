"""Contradictions between milestones, and between what a milestone says and what follows from the plan."""
