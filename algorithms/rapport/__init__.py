"""How does a relationship between a liaison and a person fare: does it grow, hold or fade?"""
