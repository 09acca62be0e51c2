"""How do alerts reach those who watch: when, in which words, and over which way?"""
