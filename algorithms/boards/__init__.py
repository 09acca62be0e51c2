"""Which few persons, taken together, make the best advisory board under given constraints?"""
