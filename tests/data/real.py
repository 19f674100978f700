"""The real project, for tests that need it while they are collected."""

from atlas.checks import examine
from atlas.export.metadata import Edition, read_releases
from atlas.model.atlas import Atlas
from tests.conftest import ROOT

EXAMINED = examine(ROOT)
assert EXAMINED.atlas is not None, EXAMINED.findings
ATLAS: Atlas = EXAMINED.atlas
EDITION = Edition(ATLAS, EXAMINED.tree, releases=read_releases(ROOT), root=ROOT)
