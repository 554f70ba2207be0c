"""Our own tables: one small component each, fed a ready-made view model; nothing in it is ever read as HTML."""
