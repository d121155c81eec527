"""The examples in the arithmetic module are true."""

import doctest

from knowledge import odds


def test_the_examples_of_the_odds_module_hold():
    assert doctest.testmod(odds).failed == 0
