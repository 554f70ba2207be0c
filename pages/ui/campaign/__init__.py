"""One campaign: its plan by month, who answers for what, its milestones."""
