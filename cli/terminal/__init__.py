"""What does a person read in the terminal? Tables and sentences, a file per group of commands.

Everything fits the width of the terminal: sentences wrap, titles end in "…" where they are cut, and
nothing is said by colour alone.
"""
