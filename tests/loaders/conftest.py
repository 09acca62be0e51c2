"""`pytest tests/loaders --update-golden` writes the golden files anew; the diff is the review."""

from golden import pytest_addoption as pytest_addoption
