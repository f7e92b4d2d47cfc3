"""The bounds of a conversation, so that no definition can make a call endless or a file unreadable."""

NODES_PER_MENU = 200
STEPS_PER_CALL = 200  # nodes entered; beyond it the caller goes to a person, once, and then the call ends
PROMPTS_PER_NODE = 20
ATTEMPTS_PER_NODE = 9
KEYS_PER_CHOICE = 8
CHOICES_PER_NODE = 20
TIMEOUT_S = (0.5, 60.0)  # shortest and longest wait for a key
FILE_CHARACTERS = 200_000

OPTIONS_ADVISED = 5  # callers do not keep more in mind
MENUS_TO_A_PERSON = 3  # callers who ask for a person give up beyond
