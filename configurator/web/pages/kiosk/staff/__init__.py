"""The staff's pages of kiosks: the PIN, the state of the installation, screens, pinned cars, and enrolment."""
