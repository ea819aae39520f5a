"""Sentence -> quotations, figures and names: what several stages need."""
