"""The demonstration: real facts as they were published, and over them an illustrative layer that shows Kurul alive.

Everything is loaded in order under a simulated recording time, marked as simulated in the log, so that "as we knew it
on" has something to show. What is illustrative carries that basis in the database and a mark on every page.
"""
