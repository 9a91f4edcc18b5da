"""What contradicts itself in a question, in words that whoever shows them can translate: the engine speaks no language."""

from typing import Any


class Mistake(ValueError):
    """`said`: a sentence with %(names)s in it, marked for the catalogues by the name of the class that is raised; `named`: what
    stands in their places. As a string it is English."""

    def __init__(self, said: str, **named: Any) -> None:
        super().__init__(said % named)
        self.said, self.named = said, named
