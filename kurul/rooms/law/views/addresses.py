"""The public addresses of law (ELI)."""

from urllib.parse import urlencode

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from kurul.kernel.web import negotiation
from kurul.kernel.web.addresses import address
from kurul.kernel.web.policy import anonymous
from kurul.kernel.web.request import PageRequest
from kurul.rooms.law import queries
from kurul.rooms.law.views.provisions import provision
from kurul.rooms.law.views.record import instrument


@anonymous
def by_eli(request: PageRequest, path: str) -> HttpResponseBase:
    """The page of the instrument or provision that an ELI names, on the day looked at; or, for programs that ask for
    linked data, that of the whole instrument, in which the provision has the same address.

    Where several instruments bear one number, the list of them.
    """
    found = queries.addressed(path, request.look, request.actor)
    if found is None:
        raise Http404
    if len(found.instruments) > 1:
        named = queries.page(found.instruments[0], request.look, request.actor)
        number = named.said.number if named else ""
        return redirect(address("law:list", look=request.look, query=urlencode({"q": number})))
    if found.provision is None or negotiation.form_asked(request) is not None:
        return instrument(request, found.instruments[0])
    return negotiation.varying(provision(request, found.provision))
