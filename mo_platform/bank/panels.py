"""What an author sees of the banks when she comes in: how much waits, and for whom."""

from wagtail.admin.ui.components import Component

from assessments import api as assessments
from assessments.enums import QuestionState


class BankPanel(Component):
    """The banks in which she works; nothing for who works in none."""

    name = "banks"
    template_name = "cms/bank/panel.html"
    order = 60
    #: Where a question waits for somebody.
    WAITING = (QuestionState.REVIEW, QuestionState.DRAFT, QuestionState.PILOT, QuestionState.EMBARGOED)

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        context["banks"] = [
            {"bank": bank, "counts": self._list_waiting(bank)}
            for bank in assessments.list_banks_for(user=parent_context["request"].user)
        ]
        return context

    def _list_waiting(self, bank) -> list[tuple[QuestionState, int]]:
        counts = assessments.count_by_state(bank=bank)
        return [(state, counts[state]) for state in self.WAITING if counts[state]]
