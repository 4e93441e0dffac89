"""DALL-E renders: states, prompt, cost and faults; requesting and making one; protocols for stores and image model.

May import cars.
"""
