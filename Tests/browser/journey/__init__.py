"""The way of a practice from an empty database to a receipt, one stretch a file. `test_journey.py` walks it."""
