"""Sentences of a story -> what they hold: quotations, figures, times, names; one file each."""
