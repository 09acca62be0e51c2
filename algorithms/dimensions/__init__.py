"""In which five ways is a person influential, beside whom, and by which records?"""
