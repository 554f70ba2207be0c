"""A second reckoning of every figure, from the words of DOMAIN.md alone, to hold against the product's."""
