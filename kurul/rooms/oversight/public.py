"""The door of the room; nothing stands above it."""
