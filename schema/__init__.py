"""The world's vocabulary: which nodes, relationships and mentions there are, field by field. Knows
no source."""
