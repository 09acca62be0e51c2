"""How does a document look that is printed or filed? It knows no question and is given its text."""
