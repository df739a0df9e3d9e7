"""How a dossier comes in and goes out: one small adapter a format.

May import evidence, record, ontology and kernel. Reading never writes: an adapter turns files into a
``PackageReading``, with every refused row named, and ``loading`` alone hands it to the record. Public names:

- ``package``: ``Refusal``, ``Alteration``, ``PackageReading``; the columns of the exchange format.
- ``package_reading``: ``read_package``. ``package_writing``: ``write_package``. ``bag``: ``write_bag``.
- ``loading``: ``load_package``, ``load_reading``, ``export_package``.
- ``checking``: ``check_dossier``, ``check_folder``, ``view_of_package``.
- ``followthemoney_out``, ``geojson_out``: what other programs read.
- ``sfm``: the sheets of Security Force Monitor, three generations of them.
"""
