"""What every template may use."""

from ivr.console.page_globals import asset, centre_name
from ivr.store import centre_version


def test_the_address_of_a_file_names_its_version(app) -> None:
    with app.test_request_context():
        assert asset("css/tokens.css").startswith("/static/css/tokens.css?v=")


def test_the_centres_name_is_read_again_when_it_changed(app, database) -> None:
    with app.test_request_context():
        assert centre_name() == "Demo clinic"
    with database.write() as connection:
        connection.exec_driver_sql("""UPDATE centre_settings SET value = '"Other"' WHERE "key" = 'name'""")
        centre_version.bump(connection)
    with app.test_request_context():
        assert centre_name() == "Other"


def test_without_a_database_there_is_still_a_name(app, database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("DROP TABLE centre_versions")
    with app.test_request_context():
        assert centre_name() == "Call centre"
