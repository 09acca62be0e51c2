"""Who is met too seldom or too often, and whom should a liaison see next?"""
