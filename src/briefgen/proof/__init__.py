"""What `briefgen verify` proves, by subject: shape, sources, stories, claims, edits, files."""
