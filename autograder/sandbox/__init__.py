"""Outside the wall: start, limit and stop what runs student code."""
