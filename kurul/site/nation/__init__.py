"""A made-up nation, seeded and in bulk: to try Kurul, and to measure it, at the size of a whole government."""
