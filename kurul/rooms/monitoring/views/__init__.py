"""The pages of the room: load, one call, show or lead on."""
