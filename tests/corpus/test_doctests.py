"""The examples in docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

import corpus

MODULES = [name for _, name, _ in pkgutil.iter_modules(corpus.__path__, "corpus.") if not name.endswith("__main__")]


@pytest.mark.parametrize("name", MODULES)
def test_docstrings(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
