"""What is counted of those who may emerge, and over how many years?"""

from __future__ import annotations

HORIZON = 3  # years that follow a list
CITATIONS, PAPERS = "citations", "papers and ties into other circles"
