"""What tests lean on that is no fixture: cases as data, paths, what a command left."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from briefgen.readers.pool import Pool

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
AS_OF = "2026-11-22T07:00:00+00:00"


def cases(name: str) -> list[Any]:
    """The cases of tests/cases/NAME.json; one with "fails" is a known weakness and must go on failing."""
    rows = json.loads((HERE / "cases" / f"{name}.json").read_text(encoding="utf-8"))
    return [
        pytest.param(
            row, id=row["label"], marks=pytest.mark.xfail(reason=row["fails"], strict=True) if "fails" in row else ()
        )
        for row in rows
    ]


class Kept:
    """A pool that outlives the run: its workers are warm for the next file."""

    def __init__(self, workers: Pool) -> None:
        self.submit = workers.submit

    def close(self) -> None:
        """Go on."""


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code, stdout and stderr."""

    code: int
    out: str
    err: str
