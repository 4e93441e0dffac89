"""What waitress does differently for us: which requests it refuses, how it answers, and how long it waits."""
