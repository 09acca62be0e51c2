"""May this person be invited to this role, and what is filed about it? Rules alone: they read
nothing, and are given what the graph says."""
