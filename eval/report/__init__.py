"""The report of a run: one HTML file that holds everything and asks no other host for anything."""

from eval.report.page import build

__all__ = ["build"]
