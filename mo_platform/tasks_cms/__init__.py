"""The tasks of the voortraject in /cms/: composed of a little world, translated, tried, published."""
