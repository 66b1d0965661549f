"""EHC plans: the statutory clocks."""
