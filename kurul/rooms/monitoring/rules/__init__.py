"""What may not be recorded about periods and reports, and how actions are judged."""
