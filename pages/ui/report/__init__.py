"""The weekly report, as it will be printed or sent."""
