"""Links to hand on: one that lives with the data, and one that says the same for ever."""
