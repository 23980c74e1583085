"""Registers in formats of their own: JSON records, lists of events, Turtle. Tables need no code, see `profiles/`."""

from kurul.rooms.organisations.registers.formats import be_flanders, fr_communes, ror

PROFILES = (be_flanders.PROFILE, fr_communes.PROFILE, ror.PROFILE)

__all__ = ["PROFILES"]
