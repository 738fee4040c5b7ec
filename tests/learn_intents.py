"""Learns the weights of bot/understanding/likeness.py from our own sentences.

    python -m tests.learn_intents

A softmax regression by stochastic gradient descent (AdaGrad, a fixed seed), in plain Python: about half a minute.
"""

from __future__ import annotations

import collections
import json
import math
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.understanding.likeness import features
from bot.understanding.normalise import fold, tokens
from bot.understanding.spelling import write_out

HERE = Path(__file__).parent
SENTENCES = HERE / "phrases" / "intents.jsonl"
PATTERNS = HERE / "phrases" / "intent_patterns.txt"
WEIGHTS = HERE.parent / "bot" / "understanding" / "intent_weights.json"
MEANT = {
    "affirm": "yes", "deny": "no", "cancel": "cancel", "abort": "back", "reschedule": "reschedule", "help": "help",
    "thanks": "thanks", "goodbye": "bye", "greet": "greet", "book": "book", "availability": "slots", "human": "agent",
    "list": "status", "alternatives": "more", "none": "unknown",
}  # fmt: skip
ROUNDS, STEP, DECAY, LEAST = 25, 0.3, 2e-4, 0.12
EACH = 14  # sentences made of one pattern
_CHOICE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
Example = tuple[list[str], bool, str]


def sentences() -> list[dict[str, str]]:
    """Our sentences with their labels; the phrases that test dates give more of what is no intent at all."""
    labels = {meant: label for label, meant in MEANT.items()}
    rows = _rows(SENTENCES)
    for phrase in _rows(HERE / "phrases" / "en.jsonl"):
        label = labels.get(phrase["expect"].get("intent", ""))
        if label and phrase.get("asked") is None:
            rows.append({"text": phrase["text"], "intent": label})
    return rows


def from_patterns() -> list[Example]:
    """Sentences made of the patterns, some of each, always the same."""
    chance, out = random.Random(11), []
    for line in PATTERNS.read_text(encoding="utf-8").splitlines():
        intent, _, pattern = line.partition(": ")
        if line.startswith("#") or not pattern:
            continue
        made = {" ".join(_CHOICE.sub(lambda m: _one(m, chance), pattern).split()) for _ in range(EACH)}
        out += [(plain(text), "?" in text, intent) for text in sorted(made)]
    return out


def _one(choice: re.Match[str], chance: random.Random) -> str:
    sure, perhaps = choice.groups()
    return str(chance.choice(sure.split("|") if sure is not None else [*perhaps.split("|"), ""]))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def example(row: dict[str, str]) -> Example:
    return plain(row["text"]), "?" in row["text"], MEANT[row["intent"]]


def plain(text: str) -> list[str]:
    """The words of a text in full, as the cues see them."""
    return [t.text for t in write_out(tokens(fold(text))) if t.kind != "mark"]


def learn(examples: Sequence[Example]) -> dict[str, Any]:
    """The model as it is kept: intents, known words, and feature -> [place, weight, place, weight, ...]."""
    intents = sorted(set(MEANT.values()))
    # A word met once is a strange one: so the model learns what strange words mean.
    met = collections.Counter(f for words, question, _ in examples for f in features(words, question) if " " not in f)
    known = frozenset(f for f, times in met.items() if times > 1 and "~" not in f)
    rows = [(sorted(features(w, q, known)), intents.index(i)) for w, q, i in examples if w]
    times = collections.Counter(f for row, _ in rows for f in row)
    rows = [([f for f in row if times[f] > 2], i) for row, i in rows]
    weights = _descend(rows, len(intents))
    kept = {f: _pairs(w) for f, w in sorted(weights.items())}
    return {"intents": intents, "known": sorted(known), "weights": {f: w for f, w in kept.items() if w}}


def _pairs(row: list[float]) -> list[float]:
    return [x for place, w in enumerate(row) if abs(w) >= LEAST for x in (place, round(w, 2))]


def _descend(rows: list[tuple[list[str], int]], width: int) -> dict[str, list[float]]:
    chance = random.Random(7)
    weights = {f: [0.0] * width for row, _ in rows for f in row}
    squares = {f: [1e-3] * width for f in weights}
    for _ in range(ROUNDS):
        chance.shuffle(rows)
        for row, meant in rows:
            scores = [math.fsum(weights[f][k] for f in row) for k in range(width)]
            top = max(scores)
            shares = [math.exp(s - top) for s in scores]
            whole = sum(shares)
            for k in range(width):
                slope = shares[k] / whole - (k == meant)
                if abs(slope) < 0.005:
                    continue
                for f in row:
                    w, s = weights[f], squares[f]
                    pull = slope + DECAY * len(rows) * w[k] / 40
                    s[k] += pull * pull
                    w[k] -= STEP * pull / math.sqrt(s[k]) / 3
    return weights


def main() -> None:
    model = learn([example(row) for row in sentences()] + from_patterns())
    WEIGHTS.write_text(json.dumps(model, separators=(",", ":"), ensure_ascii=True) + "\n", encoding="ascii")
    print(f"{len(model['weights'])} features, {WEIGHTS.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
