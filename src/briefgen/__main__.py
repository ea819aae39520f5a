"""`briefgen` and `python -m briefgen`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command; Ctrl-C ends it with 130, also while it is being imported."""
    try:
        from briefgen.cli import run

        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
