"""The facts of the demonstration: published material of the Turkish case, what is missing in it left missing."""

import yaml

from kurul.kernel.identity.actors import Actor
from kurul.kernel.provenance import Basis
from kurul.rooms.boards.public import Board, close_meeting, open_meeting, plan_meeting
from kurul.site.demonstration.accounts import open_accounts_of_people, open_accounts_of_roles
from kurul.site.demonstration.loading import FOLDER, imported, step

INSTITUTIONS = "facts/institutions-2016.yaml"
MEETINGS = "facts/meetings-2017.yaml"


def reported_meetings(by: Actor) -> None:
    """The meetings that a source reports, as held; nothing is known of who came or what was decided."""
    for given in yaml.safe_load((FOLDER / MEETINGS).read_text(encoding="utf-8"))["meetings"]:
        board = Board.objects.get(code=given["board"])
        planned = plan_meeting(board=board, day=given["day"], place=given["place"], by=by)
        open_meeting(meeting=planned.meeting, by=by)
        close_meeting(meeting=planned.meeting, by=by)


FACTS = (
    step("law", "2016-07-25T09:00", imported("tr-legal-instruments", "facts/legal-instruments.yaml")),
    step("institutions", "2016-07-25T10:00", imported("tr-institutions-2016", INSTITUTIONS)),
    step("registry-terms", "2016-07-25T10:30", imported("registry-terms", "facts/registry-terms.yaml")),
    step("cio-rule", "2016-07-25T11:00", imported("tr-cio-rule-2016", INSTITUTIONS)),
    step("boards", "2016-07-25T12:00", imported("tr-boards-2016", INSTITUTIONS)),
    step("plan", "2016-07-26T09:00", imported("tr-plan-2016-2019", "facts/plan-2016-2019.yaml")),
    step("meetings", "2017-04-05T09:00", reported_meetings),
    # Data of 2025 stand at the end: under the simulated time nobody could have known them earlier than all the rest.
    step("local", "2017-10-16T07:00", imported("tr-idari", "facts/tr-idari")),
)

# The accounts are no facts, but without them nobody could sign in to either demonstration.
ACCOUNTS = step("accounts", "2016-07-26T10:00", open_accounts_of_people, Basis.ILLUSTRATIVE)
ACCOUNTS_WITHOUT_POSTS = step("accounts-without-posts", "2016-07-26T10:00", open_accounts_of_roles)
