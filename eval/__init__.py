"""The yardstick: questions, metrics, comparisons, reports."""
