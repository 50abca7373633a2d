"""Small corpora in every raw format, all invented."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from newstance.records import Example, Mention, Opinion, Pair, Span


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def opinion(text: str, stance: str, speaker: str | None, target: str | None) -> Opinion:
    mentions = [Mention(span(text, words)) if words else None for words in (speaker, target)]
    return Opinion(stance, *mentions)


def asked(example: Example) -> list[tuple[str | None, str | None, str]]:
    """The pairs by their words."""
    return [_words(pair) for pair in example.pairs]


def _words(pair: Pair) -> tuple[str | None, str | None, str]:
    return (pair.speaker.text if pair.speaker else None, pair.target.text if pair.target else None, pair.stance)


def write_jsonl(path: Path, rows: Iterable[Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def write_text(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def sentence_row(name: str, text: str, stance: str = "neutral", claim: str = "fact", **more: Any) -> dict[str, Any]:
    return {"id": name, "text": text, "stance": stance, "claim": claim, "opinions": [], **more}


def mention(text: str, words: str) -> dict[str, Any]:
    found = span(text, words)
    return {"start": found.start, "end": found.end, "text": words}
