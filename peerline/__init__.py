"""Peerline from Python: a client for notebooks and programs."""
