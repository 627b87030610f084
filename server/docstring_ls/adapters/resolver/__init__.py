"""What runs in the resolver's process, and the wire to it.

``client`` is its door; what stands in ``worker`` runs in the resolver's process.
"""
