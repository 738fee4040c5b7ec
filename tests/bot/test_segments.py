"""The counter agrees with Twilio's published calculator (npm sms-segments-calculator 1.3.0) on texts of every kind.

What it counted is in segments.jsonl; segments.mjs wrote that file and says how.
"""

from __future__ import annotations

import json
from pathlib import Path

from bot import gsm

COUNTED = Path(__file__).with_name("segments.jsonl")


def test_segments_are_counted_as_twilio_counts_them() -> None:
    wrong, texts = [], set()
    for line in COUNTED.read_text(encoding="utf-8").splitlines():
        pieces, count = json.loads(line)
        text = "".join(piece * times for piece, times in zip(pieces[::2], pieces[1::2], strict=True))
        texts.add(text)
        if gsm.segments(text) != count:
            wrong.append((text, count, gsm.segments(text)))
    assert not wrong
    assert len(texts) >= 1000
    assert sum(gsm.is_gsm(text) for text in texts) >= 300
    assert sum(not gsm.is_gsm(text) for text in texts) >= 300
