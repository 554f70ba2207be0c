"""Investment against outcome: what the work for goals went to, and whether that pays."""
