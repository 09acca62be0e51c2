"""What `spark-submit` runs: a command of Peerline, as `deploy/spark-submit.sh` shows."""

from cli.__main__ import main

main()
