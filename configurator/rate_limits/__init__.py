"""Rate limits: how many requests of a class a client may send in a window of time, and a protocol of counters."""
