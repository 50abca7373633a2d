"""The page to look at: annotations in, one self-contained HTML file out (``newstance report``)."""

from newstance.report.page import ReportSummary, write_report

__all__ = ["ReportSummary", "write_report"]
