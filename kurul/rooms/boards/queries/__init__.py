"""What the pages, the pack and other rooms read of boards, by subject: boards, seats, meetings, agenda, decisions."""
