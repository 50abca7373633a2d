"""``python -m newstance`` is ``newstance``."""

from newstance.cli import main

if __name__ == "__main__":
    main(prog_name="newstance")
