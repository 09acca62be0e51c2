"""What every room shares: the vocabulary of the graph, field by field, and the settings. Knows no
source."""
