"""/you and /saved: saving a car under a name, showing it, erasing it."""
