"""What index files and companions repeat of the milestones, where it differs from what those say."""
