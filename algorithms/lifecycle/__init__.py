"""Which experts does a product need at each milestone, and were they met in time?"""
