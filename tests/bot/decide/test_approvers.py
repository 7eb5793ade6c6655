"""An approval counts where whoever gave it is whom the clause asks."""

from __future__ import annotations

import pytest

from bot.case.reading import read_case
from bot.decide.approvers import approved_by_the_right_one
from knowledge.norms.reading import read_norm

HEAD = "Staff must not keep hens on the field unless the headteacher has given permission."
BOTH = "Hens may be kept only where this is agreed with senior management and parents."
EITHER = "Hens may be kept with the consent of the principal or the chair of governors."
NOBODY = "Hens must not be kept without authorisation."


@pytest.mark.parametrize(
    ("rule", "message", "right"),
    [
        (HEAD, "the head has said yes to my hens, ok?", True),
        (HEAD, "my line manager has agreed to my hens, ok?", False),
        (HEAD, "can I keep hens?", False),
        (HEAD, "the head hasn't agreed yet, can I keep hens without permission?", False),
        (BOTH, "slt and the parents have all agreed to my hens, ok?", True),
        (BOTH, "the parents have agreed to my hens, ok?", False),
        (EITHER, "the chair of governors has agreed to hens", True),
        (NOBODY, "the caretaker has approved my hens", True),
    ],
)
def test_an_approval_counts_by_whom_the_clause_names(rule: str, message: str, *, right: bool) -> None:
    """All of those whom it joins by "and", any of several, anybody where it names none."""
    assert right == approved_by_the_right_one(read_case((message,)), read_norm(rule))
