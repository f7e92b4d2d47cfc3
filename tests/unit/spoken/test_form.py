"""Forms are written in prompts by name."""

import pytest

from ivr.spoken.form import Form
from ivr.spoken.prompt import prompt_book


@pytest.mark.parametrize("form", list(Form))
def test_each_form_can_be_written_in_a_prompt(form: Form) -> None:
    book = prompt_book({"hours": {"hu": f"{{opens:{form}}}."}})
    assert book.template("hours", "hu").pieces[0][0].form is form  # type: ignore[union-attr]
