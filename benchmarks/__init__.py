"""What is measured, against what, with one command: ./run bench."""
