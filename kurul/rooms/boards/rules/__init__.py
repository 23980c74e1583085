"""What may not be recorded about boards, their meetings and their decisions, and how the cadence is judged."""
