"""What the timed benchmarks share: their corpus, and the machine that they ran on."""

import json
import os
import platform
from pathlib import Path

ROOT = Path(__file__).parent.parent


def repeated_articles(path: Path, copies: int) -> Path:
    """Writes our articles to ``path`` (JSON Lines), ``copies`` times, each time with ids of their own."""
    files = sorted((ROOT / "data" / "articles").glob("*.jsonl"))
    articles = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    rows = [{"id": f"{a['id']}-{copy}", "text": a["text"]} for copy in range(copies) for a in articles]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def machine() -> str:
    """Architecture, cores and Python, to stand beside every figure."""
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
