"""Where does the graph live, and how does the lake become it?"""
