"""What can be wrong with a lexicon."""


class LexiconError(Exception):
    """One or more lexicon entries cannot be used; the message lists every one."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
