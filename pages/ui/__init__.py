"""Everything visual: the address, the words, the tables, the charts."""
