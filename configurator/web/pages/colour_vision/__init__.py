"""/colour-vision and /car/<code>/compare: choosing how you see colour, and comparing two paints."""
