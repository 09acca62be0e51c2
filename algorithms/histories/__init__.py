"""Who wrote what, with whom, when, in a history of dated papers?"""
