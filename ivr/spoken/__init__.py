"""How it is said: prompts, numbers, money and moments become words and rows of clips, per language."""
