"""Who is on which level of a segment, and who is asked for which of several objectives?"""
