"""One file per family of metrics: pure functions with definition, formula, unit and source in the docstring.

`None` means that a metric does not apply to a question (style 4.13); it is left out of the mean and never counted 0.
"""
