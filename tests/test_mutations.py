"""Each slip of mutations/mutations.txt fits the source; `python tests/mutations/run.py` applies them."""

from __future__ import annotations

import pytest
from conftest import ROOT
from mutations.run import Mutation, mutated, mutations

ALL = list(mutations())


def test_there_are_thirty_slips_over_all_rooms() -> None:
    assert len(ALL) >= 30
    rooms = {mutation.file.split("/")[1].removesuffix(".py") for mutation in ALL}
    assert len(rooms) >= 10


@pytest.mark.parametrize("mutation", ALL, ids=lambda mutation: mutation.name)
def test_a_slip_fits_once_and_names_tests_that_exist(mutation: Mutation) -> None:
    assert mutated(mutation) != (ROOT / mutation.file).read_text(encoding="utf-8")
    assert mutation.tests
    assert all((ROOT / test).is_file() for test in mutation.tests)
