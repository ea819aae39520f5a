"""briefgen.toml -> what a daily edition is made of, of what, and for whom."""

from __future__ import annotations

from briefgen.profile.keys import FILE, Profile, SectionEntry, SourceEntry, Weights
from briefgen.profile.reading import profile_from, read_profile

__all__ = ["FILE", "Profile", "SectionEntry", "SourceEntry", "Weights", "profile_from", "read_profile"]
