"""`python -m autograder` is the command line."""

from autograder.cli.app import main

if __name__ == "__main__":
    main()
