"""/colour-vision and /car/<code>/compare: choosing how one sees, and comparing two paints."""
