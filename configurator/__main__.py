"""`python -m configurator`: serves the app."""

import sys

from configurator.app.main import main

if __name__ == "__main__":
    sys.exit(main())
