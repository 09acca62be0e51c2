"""What became known of persons since the last refresh that somebody may want to hear of?"""
