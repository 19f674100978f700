"""The one definition of shape: what a record is, which fields it has, and what each means.

Everything else follows from here: reading refuses what does not fit, the data reference prints these descriptions,
and a field that points at another record says so with :class:`~atlas.model.base.Ref`, by which references are checked.

A *stage* is what a report prints; a *status* is our reading. They are two types, so that they cannot be mixed.
"""
