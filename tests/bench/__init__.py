"""`make bench`: how fast the production configuration is, as a ratio to floors that are taken in the same run."""
