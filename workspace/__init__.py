"""What have people made that no source can give back? A rebuild of the graph leaves it alone."""
