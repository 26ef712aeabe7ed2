"""``python -m bench``: all benches, one after the other."""

from bench.run import main

main()
