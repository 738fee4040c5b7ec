"""Every benchmark in turn: `make bench`. Speeds are told as ratios to a limit measured in the same run."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.bench import availability, reports, turns, waits


def main() -> int:
    print("--- speed")
    turns.main()
    print("--- free times: 10 doctors, 30 days, 500 visits")
    with tempfile.TemporaryDirectory() as folder:
        availability.main(f"sqlite:///{Path(folder) / 'bench.db'}")
    print("--- a 30-day report of 100,000 visits")
    with tempfile.TemporaryDirectory() as folder:
        slow = reports.main(f"sqlite:///{Path(folder) / 'bench.db'}")
    print("--- waits told, against what then happened")
    return waits.main(waits.DAYS) or slow


if __name__ == "__main__":
    sys.exit(main())
