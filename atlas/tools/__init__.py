"""The commands of contributors: the form of data files, new records, comparisons, generated files."""
