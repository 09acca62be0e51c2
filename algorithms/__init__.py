"""One module per question. Each writes its number and the reasons for it, and says when not to
trust it."""
