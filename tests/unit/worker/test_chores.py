"""Every chore of the worker."""

from ivr.app import now, prompts_folder
from ivr.bringup.configuration import first_settings
from ivr.worker.chores import chores


def test_they_find_nothing_to_do_in_a_new_installation(tmp_path, fresh) -> None:
    settings = first_settings(tmp_path, tmp_path, "local", {})
    fresh(settings.database_url)

    for chore in chores(settings, prompts_folder(settings.home), now).values():
        chore()
