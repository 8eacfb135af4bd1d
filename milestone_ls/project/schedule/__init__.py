"""What follows from durations, statuses and dependencies: a plan's schedule, worked out once and kept up to date."""
