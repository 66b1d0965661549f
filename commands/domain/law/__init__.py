"""The law: rules as data with their sources, and the days they come to from a set of facts."""
