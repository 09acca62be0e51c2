"""How fast is Peerline, beside what the machine can do and beside its peers? `python -m benchmarks`
prints one table."""
