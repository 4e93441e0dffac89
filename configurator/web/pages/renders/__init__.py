"""DALL-E renders on pages: requesting one, and its panel in every state."""
