"""What happened: pure folds over the history, and every figure with its formula (docs/metrics.md)."""
