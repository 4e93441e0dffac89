"""Ways of seeing colour, and what each makes of the catalogue's paints."""

KINDS = ("typical", "protan", "deutan", "tritan", "achromat", "any")
"""`any` is "colour-blind, kind unknown": the API's colorBlindness true without a colorVision."""
