"""Who has worked with whom, or met them, and how strong is that tie?"""
