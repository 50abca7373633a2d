"""A run to report on, and a report that is parsed at once."""

from pathlib import Path
from typing import Any

import pytest
from lxml import html
from report_builders import Report, articles, ferry_annotations, strike_annotation, write_lines

from newstance.report import ReportSummary, write_report


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The folder that ``newstance annotate -o`` leaves behind."""
    folder = tmp_path / "march"
    folder.mkdir()
    write_lines(folder / "annotations.jsonl", [*ferry_annotations(), strike_annotation()])
    write_lines(folder / "articles.jsonl", articles())
    return folder


@pytest.fixture
def report(tmp_path: Path) -> Report:
    """Writes a report and parses it."""

    def write(annotations: Path, **options: Any) -> tuple[ReportSummary, html.HtmlElement]:
        out = tmp_path / "report.html"
        summary = write_report(annotations, out, **options)
        return summary, html.document_fromstring(out.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))

    return write
