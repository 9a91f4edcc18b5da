"""The banks of questions in /cms/: writing, translating, reviewing, and what their tests would draw."""
