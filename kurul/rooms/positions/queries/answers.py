"""The answer to "who may?" as plain values: the same for the API and the command line."""

from typing import Any

from kurul.rooms.positions.queries.holders import Holder, Titled
from kurul.rooms.positions.queries.powers import Candidate, Given, Told, WhoMay
from kurul.rooms.positions.wording import WHY_NOT


def who_may_values(answer: WhoMay) -> dict[str, Any]:
    """Dictionaries, lists, texts, numbers and Decimal amounts; what is not limited or not known is null."""
    return {
        "power": answer.power.code,
        "name": dict(answer.power.name),
        "unit": answer.power.unit,
        "organisation": answer.organisation.id if answer.organisation else None,
        "amount": answer.amount,
        "may": [_candidate(one) for one in answer.may],
        "may_not": [_candidate(one) for one in answer.may_not],
    }


def _candidate(one: Candidate) -> dict[str, Any]:
    return {
        "post": _post(one.post),
        "holders": [_holder(holder) for holder in one.holders],
        "up_to": one.limit,
        "ways": [_way(way) for way in one.ways],
    }


def _way(way: Told) -> dict[str, Any]:
    return {
        "holds": way.holds,
        "objection": way.objection,
        "says": str(WHY_NOT[way.objection]) if way.objection else "",
        "up_to": way.limit,
        "within": way.within.id if way.within else None,
        "accountable": _post(way.accountable) if way.accountable else None,
        "held": _held(way),
        "delegated": [_given(one) for one in way.given],
    }


def _held(way: Told) -> dict[str, Any] | None:
    row = way.held
    if row is None:
        return None
    return {
        "by_kind": row.post_kind.code if row.post_kind else "",
        "period": str(row.period),
        "up_to": row.threshold,
        "instrument": row.instrument.code if row.instrument else None,
    }


def _given(one: Given) -> dict[str, Any]:
    row = one.row
    return {
        "from": _post(one.giver),
        "to": _post(one.taker),
        "from_person": row.from_person_id if row.from_person_id in one.seen else None,
        "by_one_person": row.from_person_id is not None,
        "to_person": row.to_person_id if row.to_person_id in one.seen else None,
        "for_one_person": row.to_person_id is not None,
        "period": str(row.period),
        "up_to": row.threshold,
        "within": row.organisation_id,
        "may_pass_on": row.may_pass_on,
        "is_revoked": row.is_revoked,
        "instrument": row.instrument.code if row.instrument else None,
    }


def _post(post: Titled) -> dict[str, Any]:
    body = post.organisation
    return {"id": post.id, "title": dict(post.title), "organisation": body.id if body else None}


def _holder(holder: Holder) -> dict[str, Any]:
    person = holder.person if holder.is_named else None
    return {"person": person, "name": holder.name, "capacity": holder.capacity, "certainty": holder.certainty}
