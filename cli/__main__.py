"""The command line as `python -m cli`, without the installed script."""

from cli.main import main

main()
