"""A profile, its archive and a time -> the edition of the day: taken in, made, filed and sent, once."""

from __future__ import annotations

from briefgen.daily.outcome import Filed, Outcome, as_json
from briefgen.daily.work import Ways, rehearse, run

__all__ = ["Filed", "Outcome", "Ways", "as_json", "rehearse", "run"]
