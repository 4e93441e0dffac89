"""Enrolled kiosks: enrolment, heartbeats, counts, pinned cars, the staff's PIN, the protocol of their store."""
