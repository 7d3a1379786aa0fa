"""The parts of the page and the HTTP interface."""
