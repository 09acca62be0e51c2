"""Who will soon be among the first of the field, and by which signs?"""
