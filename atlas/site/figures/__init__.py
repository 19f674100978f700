"""Charts, the map, the comparison of places, and the sentences and files that go with them."""
