"""Scores understanding: on the corpora in a folder, where it is there, and on the project's own phrases.

    python -m tests.evaluate [FOLDER]      (make eval)

The corpora are other people's, under their own licences, and are not part of this project.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.understanding.test_phrases import plain, said

PHRASES = Path(__file__).parent / "phrases"
SOURCES = """No corpora found. They are made from public sources; put a score.py and its files into a folder and name it:
  make eval CORPORA=folder
  dates      github.com/facebook/duckling, microsoft/Recognizers-Text, wanasit/chrono, PolyAI-LDN/task-specific-datasets
  dialogues  github.com/google-research-datasets/dstc8-schema-guided-dialogue
  intents    github.com/clinc/oos-eval and the dialogues above"""


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if folder is not None and (folder / "score.py").exists():
        subprocess.run([sys.executable, str(folder / "score.py"), str(folder)], check=True)
    else:
        print(SOURCES)
    wrong = 0
    for path in (PHRASES / "en.jsonl", PHRASES / "es.jsonl"):
        misses, total = own_phrases(path)
        wrong += len(misses)
        print(f"own phrases, {path.stem}: {total - len(misses)} of {total} right")
        for text, wanted, got in misses:
            print(f"  {text!r}: wanted {wanted}, got {got}")
    return 1 if wrong else 0


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


if __name__ == "__main__":
    sys.exit(main())
