from ivr.bringup.lock import is_held, lock_path, take


def test_a_lock_is_taken_once(tmp_path):
    lock = take(lock_path(tmp_path))
    assert lock is not None
    assert take(lock_path(tmp_path)) is None
    lock.release()


def test_a_released_lock_leaves_no_file_and_can_be_taken_again(tmp_path):
    take(lock_path(tmp_path)).release()
    assert not lock_path(tmp_path).exists()
    take(lock_path(tmp_path)).release()


def test_asking_whether_it_is_held_makes_no_file(tmp_path):
    assert not is_held(lock_path(tmp_path))
    assert not lock_path(tmp_path).exists()


def test_a_file_left_by_a_killed_process_is_not_held(tmp_path):
    lock_path(tmp_path).touch()
    assert not is_held(lock_path(tmp_path))
