"""The front door: one command, `peerline`, one file per group of its sub-commands."""
