"""One team: what it works for, how fast, how well."""
