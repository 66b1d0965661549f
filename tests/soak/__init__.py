"""`make soak`: a busy morning ten times over while everything breaks in turn; then it is counted what was lost."""
