"""DALL-E renders: states, prompt, cost, faults; requesting and generating one; protocols for stores and image model.

May import cars.
"""
