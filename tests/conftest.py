"""Fixtures: the command run in this process, the seeds, the folder of real input."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import briefgen
from briefgen import cli
from briefgen.readers import Reports, pool
from briefgen.readers.pool import Pool
from briefgen.readers.worker import Limits
from support import AS_OF, SEEDS, Kept, Ran

# A shell that starts the suite in the background has it ignore Ctrl-C, and every program that a test starts would too.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Two cores and a whole suite in five minutes: examples are few and the same each time.
settings.register_profile("suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Ran]:
    """Run the command with these arguments, in this process."""

    def run(*arguments: object) -> Ran:
        code = cli.run([str(argument) for argument in arguments])
        captured = capfdbinary.readouterr()
        return Ran(code, captured.out.decode(), captured.err.decode())

    return run


@pytest.fixture(scope="session")
def workers() -> Iterator[Pool]:
    """Workers that read for all tests: one costs a second to start, and nearly every run would start its own.

    They keep to the limits of processor time and memory, and have more patience: on a machine that is busy with other
    things a worker's first import may take half a minute.
    """
    with Pool(Limits(wall=120)) as found:
        yield found


@pytest.fixture(autouse=True)
def _warm(request: pytest.FixtureRequest, workers: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have runs in this process read by warm workers; what is marked `cold` starts workers as a user's run does."""
    if not request.node.get_closest_marker("cold"):
        monkeypatch.setattr(pool, "Pool", lambda: Kept(workers))


@pytest.fixture
def seeds() -> Reports:
    """The two seed reports."""
    return briefgen.read([str(SEEDS)])


@pytest.fixture(scope="session")
def seed_briefing() -> briefgen.Briefing:
    """The seeds' brief of 400 words, made once, as from the checkout's own folder."""
    with contextlib.chdir(SEEDS.parent):
        return briefgen.brief(briefgen.read([SEEDS.name]), words=400, as_of=AS_OF)


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real input; the test is skipped where BRIEFGEN_DATA names none."""
    folder = os.environ.get("BRIEFGEN_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("BRIEFGEN_DATA names no folder: real input is measured only where it is")
    return Path(folder)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make test-data` looks at every cluster, `make test-hostile` at every hostile file."""
    parser.addoption("--all-clusters", action="store_true", help="all clusters of BRIEFGEN_DATA instead of twenty")
    parser.addoption(
        "--all-hostile", action="store_true", help="all hostile files of BRIEFGEN_DATA instead of a sample"
    )


@pytest.fixture(autouse=True)
def _neutral(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine reaches a test."""
    own = [
        name for name in os.environ if name.startswith("BRIEFGEN_") and name not in {"BRIEFGEN_DATA", "BRIEFGEN_FAULTS"}
    ]
    for name in ("SOURCE_DATE_EPOCH", "COLUMNS", "NO_COLOR", "FORCE_COLOR", *own):
        monkeypatch.delenv(name, raising=False)
