"""Understanding under coverage-guided fuzzing: whatever the text, in every context, no fault of ours (atheris).

    python -m tests.fuzz_understanding [SECONDS]

Seeded with our own phrases and with a fixed random seed; libFuzzer keeps what reaches new code and goes on from there.
`understand` hides a fault behind an empty reading and logs it, so a log entry counts as a crash here.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

import atheris

with atheris.instrument_imports(include=["bot.understanding"]):
    from bot.understanding import understand

from bot.understanding import Understanding

PHRASES = Path(__file__).parent / "phrases"
SECONDS = 60
NOW = dt.datetime(2028, 2, 28, 22, 59, tzinfo=ZoneInfo("America/New_York"))  # before the night of a leap day
ASKED = (None, "choice", "time", "date", "doctor", "service", "name", "yes_no")
DOCTORS, SERVICES = ("Dr. Anna Lee", "Dr Bob Lim", ""), ("Checkup", "Flu shot")
CONTEXT = 3  # bytes before the text: what was asked, language and country, the hour


class Fault(logging.Handler):
    """A fault that was caught inside is one all the same."""

    def emit(self, record: logging.LogRecord) -> None:
        raise AssertionError(record.getMessage()) from (record.exc_info or (None, None))[1]


def one(data: bytes) -> None:
    """Reads one text in one context and checks what every reading must hold."""
    context = data[:CONTEXT].ljust(CONTEXT, b"\0")
    text = data[CONTEXT:].decode("utf-8", "surrogateescape")  # what is no UTF-8 becomes lone surrogates: also tried
    got = understand(
        text,
        now=NOW.replace(hour=context[2] % 24),
        locale=("en", "es")[context[1] & 1],
        doctors=DOCTORS,
        services=SERVICES,
        asked=ASKED[context[0] % len(ASKED)],
        country=("US", "GB")[context[1] >> 1 & 1],
    )
    _check(got)


def _check(got: Understanding) -> None:
    assert 0 <= got.confidence <= 1, got
    assert got.date_end is None or (got.date is not None and got.date <= got.date_end), got
    assert got.number is None or -1 <= got.number <= 99, got
    assert got.bound is None or got.date or got.time, got


def seeds(folder: Path) -> None:
    """Our own phrases, each as a file with a plain context before it."""
    for path in (PHRASES / "en.jsonl", PHRASES / "es.jsonl"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            text = json.loads(line)["text"]
            (folder / f"{path.stem}{number}").write_bytes(bytes([0, path.stem == "es", 9]) + text.encode())


def main() -> None:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    log = logging.getLogger("bot.understanding.reader")
    log.addHandler(Fault())
    log.propagate = False
    with tempfile.TemporaryDirectory() as place:
        seeds(Path(place))
        limits = [f"-max_total_time={seconds}", "-max_len=1700", "-timeout=5", "-seed=7", "-print_final_stats=1"]
        atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={place}/", place], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
