"""/patterns: every component in every state, for developers."""
