"""From YAML to records and from pages to text, with positions; what is wrong is a finding."""
