"""How do the publishers' files get here: one file per publisher, and what they share."""
