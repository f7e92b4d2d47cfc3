"""What other telephone systems wrote down, row by row, as events of ours (docs/import.md). Pure."""
