"""Scores understanding: on the corpora in a folder, where it is there, and on the project's own phrases.

    python -m tests.evaluate [FOLDER]      (make eval)

The corpora are other people's, under their own licences, and are not part of this project. Of each, one half is kept
where the developers do not see it: these are figures of the other half.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

from bot.understanding import understand
from tests import simulated_patient
from tests.understanding.test_dates import NOW
from tests.understanding.test_phrases import DOCTORS, SERVICES, plain, said

PHRASES = Path(__file__).parent / "phrases"
SOURCES = """No corpora found. They are made from public sources; put a score.py and its files into a folder and name it:
  make eval CORPORA=folder
  dates      github.com/facebook/duckling, microsoft/Recognizers-Text, wanasit/chrono, PolyAI-LDN/task-specific-datasets
  dialogues  github.com/google-research-datasets/dstc8-schema-guided-dialogue
  intents    github.com/clinc/oos-eval and the dialogues above"""

# Others on the same items, whole messages in, every expected field right: name, dates, dialogues, ms a message.
OTHERS = (
    ("dateparser parse", "18.7", "2.1", "0.5"),
    ("dateparser search_dates", "50.3", "61.5", "1.4"),
    ("timefhuman", "40.9", "42.9", "0.1"),
    ("parsedatetime", "41.8", "37.4", "0.1"),
    ("ctparse", "53.0", "75.6", "15"),
    ("chrono", "60.9", "56.6", "0.05"),
    ("Recognizers-Text", "69.9", "88.2", "45"),
    ("Duckling", "84.8", "90.7", "1.3"),
)
DUCKLING_UNDER_NOISE = ("60", "46", "42", "73")  # dates: light, medium, heavy; dialogues: medium


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    begun = time.monotonic()
    if folder is not None and (folder / "score.py").exists():
        scores(folder)
    else:
        print(SOURCES)
    wrong = 0
    for path in (PHRASES / "en.jsonl", PHRASES / "es.jsonl"):
        misses, total = own_phrases(path)
        wrong += len(misses)
        print(f"own phrases, {path.stem}: {total - len(misses)} of {total} right")
        for text, wanted, got in misses:
            print(f"  {text!r}: wanted {wanted}, got {got}")
    print(speed(texts(folder)))
    print(f"import: {import_time():.0f} ms of processor time, all of bot's own libraries included")
    if folder is not None and (folder / "sgd-dialogues.jsonl").exists():
        print(simulated_patient.report(simulated_patient.run(folder)))
    print(f"took {time.monotonic() - begun:.0f} s")
    return 1 if wrong else 0


def scores(folder: Path) -> None:
    """The table of this half of the corpora, others' figures beside ours."""
    command = [sys.executable, str(folder / "score.py"), str(folder), "--json"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    ours, table = found["summary"], found["table"]
    print("The half of the corpora that is open to developers; share of items with every expected field right.")
    print(f"{'':26}{'dates':>7}{'dialogues':>11}{'ms':>7}")
    for name, dates, dialogues, ms in OTHERS:
        print(f"{name:26}{dates:>7}{dialogues:>11}{ms:>7}")
    print(f"{'Frontdesk':26}{ours['dates']:>7}{ours['sgd']:>11}{ours['median_ms']:>7}\n")
    print(f"{'under noise':26}{'light':>7}{'medium':>8}{'heavy':>7}{'dialogues, medium':>19}")
    light, medium, heavy, dialogues = DUCKLING_UNDER_NOISE
    print(f"{'Duckling':26}{light:>7}{medium:>8}{heavy:>7}{dialogues:>19}")
    noisy = [ours[f"noisy_{level}"] for level in ("light", "medium", "heavy", "sgd")]
    print(f"{'Frontdesk':26}{noisy[0]:>7}{noisy[1]:>8}{noisy[2]:>7}{noisy[3]:>19}\n")
    ranges = [(name, row) for name, row in table.items() if row.get("ranges") is not None]
    print("both ends of ranges: " + ", ".join(f"{name} {row['ranges']}" for name, row in ranges))
    for name in ("intents", "sgd-intents", "noisy-intents-medium"):
        if row := table.get(name):
            print(
                f"{name}: in scope {row['accuracy']} of {row['n']}, out of scope said unknown {row['out_of_scope']}, "
                f"destructive readings of something else {row['destructive']:.2f} %"
            )
    print(f"names: {ours['names']}; exceptions: {ours['crashes']}")


def own_phrases(path: Path) -> tuple[list[tuple[str, dict[str, Any], dict[str, Any]]], int]:
    """The phrases of one language that were read wrongly (text, wanted, got), and how many there are."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    misses = []
    for row in rows:
        reading = said(row, path.stem)
        got = {name: plain(getattr(reading, name)) for name in row["expect"]}
        if got != row["expect"]:
            misses.append((row["text"], row["expect"], got))
    return misses, len(rows)


# --- time ------------------------------------------------------------------------------------------------------------


def texts(folder: Path | None, most: int = 4000) -> list[str]:
    """Messages of all files, evenly, or our own phrases."""
    paths = sorted(folder.glob("*.jsonl")) if folder is not None and folder.is_dir() else []
    found = []
    for path in paths or (PHRASES / "en.jsonl", PHRASES / "es.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = json.loads(line).get("text") if line.strip() else None
            found += [text] if text else []
    return found[:: max(1, len(found) // most)]


def speed(messages: Sequence[str]) -> str:
    """Milliseconds of a thread's own processor time for a message, and messages a second, in one thread and in eight."""
    for text in messages[:200]:  # what is compiled or loaded at its first use
        understand(text, now=NOW, doctors=DOCTORS, services=SERVICES)
    lines = []
    for threads in (1, 8):
        begun = time.perf_counter()
        with ThreadPoolExecutor(threads) as pool:
            taken = sorted(pool.map(_milliseconds, messages))
        rate = len(messages) / (time.perf_counter() - begun)
        lines.append(
            f"speed, {threads} thread{'s' * (threads > 1)}: median {median(taken):.2f} ms, "
            f"p99 {taken[int(len(taken) * 0.99)]:.2f} ms of processor time, {rate:.0f} messages a second"
        )
    return "\n".join(lines)


def _milliseconds(text: str) -> float:
    begun = time.thread_time()
    understand(text, now=NOW, doctors=DOCTORS, services=SERVICES)
    return (time.thread_time() - begun) * 1000


def import_time() -> float:
    """Milliseconds of processor time to import understanding in a fresh interpreter; the best of five."""
    code = "import time; t = time.process_time(); import bot.understanding; print(time.process_time() - t)"
    runs = (subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True) for _ in range(5))
    return min(float(run.stdout) for run in runs) * 1000


if __name__ == "__main__":
    sys.exit(main())
