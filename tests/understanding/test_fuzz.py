"""The coverage-guided fuzz run, bounded; where atheris cannot be installed the run's header says so (tests/conftest.py)."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import FUZZER
from tests.processes import ROOT

SECONDS = 45


@pytest.mark.slow
@pytest.mark.skipif(not FUZZER, reason="atheris is for Linux on x86-64, Python up to 3.13")
def test_no_text_is_a_fault_of_ours() -> None:
    command = [sys.executable, "-m", "tests.fuzz_understanding", str(SECONDS)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=10 * SECONDS, check=False)
    assert run.returncode == 0, run.stderr[-4000:]
    runs = int(run.stderr.rsplit("stat::number_of_executed_units:", 1)[1].split()[0])
    assert runs > 1200  # more than the seeds: it did go on from them
