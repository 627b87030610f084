"""What runs in the resolver's process, and the wire to it.

The doors are ``adapters.jedi_resolver`` and ``adapters.jedi_process``.
"""
