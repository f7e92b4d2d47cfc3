"""Sentences that arise in the store and the engine when people are changed or controlled, for the catalogue."""

from ivr.console.catalogue import _l

REFUSALS = (
    _l("%(id)s does not exist."),
    _l("Enter a name."),
    _l("Enter at most %(most)s characters."),
    _l("Enter a name without line breaks and without blanks around it."),
    _l("Enter 2 to 15 digits."),
    _l("%(name)s has this extension."),
    _l("Callers dial this number to reach a menu."),
    _l("There is no active team %(id)s."),
    _l("Callers of the menu %(names)s wait for this skill: change the menu first."),
    _l("The queue %(names)s asks for this skill: give it another one, or deactivate it."),
    _l("Enter a level from 1 to 9, or none."),
    _l("There is no active agent %(id)s."),
    _l("There is no active skill %(id)s."),
    _l("%(names)s are in this team: move them to another one first."),
    _l("Enter a time between 1 second and 24 hours, or none."),
    _l("Enter the time after which the pause is to end by itself."),
    _l("Enter a day, such as 2027-01-31, or none."),
    _l("The form was not complete: nothing was saved."),
)
OF_WISHES = (
    _l("There is no such agent."),
    _l("The agent is not logged in."),
    _l("The engine does not know this wish: it is of another version than the console."),
    _l("The agent is not paused."),
    _l("The call is over."),
    _l("Asterisk cannot be reached just now."),
    _l("This talk cannot be recorded: its queue does not do it, or the caller did not agree."),
    _l("Asterisk did not take over the phones."),
    _l("The engine could not do it: its log says why."),
)
