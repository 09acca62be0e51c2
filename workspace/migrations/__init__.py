"""By which steps did the workspace's tables come to be? One file a step, in order."""
