"""On what does work in parts run: this machine's cores, or Spark?"""
