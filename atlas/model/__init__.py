"""The one definition of the data: the records, their fields, and what each field means.

Everything else follows from here: reading refuses what does not fit, the data reference shows these descriptions, and
a field that points at another record is marked with :class:`~atlas.model.base.Ref`, so that references are checked.
"""
