"""Who connects me to this person, and why should I believe it?"""
