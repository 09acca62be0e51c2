"""A synthetic country in the official file formats, with its truth written beside it."""
