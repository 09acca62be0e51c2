"""One module per source: what it is, its known faults, and how its records become facts.

A module is a source by being here: it offers `SOURCE`, a `loaders.reading.source.Source`.
"""
