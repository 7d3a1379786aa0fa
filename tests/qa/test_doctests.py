"""The examples in docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

import qa

MODULES = [name for _, name, _ in pkgutil.iter_modules(qa.__path__, "qa.") if not name.endswith("__main__")]


@pytest.mark.parametrize("name", MODULES)
def test_docstrings(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
