"""What needs attention: the ranked list, its rules, and what is muted."""
