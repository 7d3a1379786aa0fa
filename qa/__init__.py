"""From a question to a checked answer: understand, retrieve, compose, verify, refuse."""
