"""What is said when something cannot be done: what was wrong and what to do, by code."""

from __future__ import annotations

from thistledown.codebook.reason import Sentences

FAILURE = Sentences(
    "failure",
    {
        "no_row": (
            "the record has no {what} with the id {id} (as known on the date asked for); look for it with "
            "the search (`thistledown search WORDS`)"
        ),
        "event": "event",
        "claim": "claim",
        "report": "report",
        "actor": "actor",
        "source": "source",
        "capture": "capture",
        "text": "clean text",
        "no_entry": "the journal has no entry {entry}; the journal lists its numbers (`thistledown log`)",
        "no_job": (
            "this work is not known here any more, because the server was started anew or because it was "
            "long ago; begin it again"
        ),
        "no_capture": "a capture is asked for by its SHA-256: 64 digits and letters a to f",
        "no_lean": (
            "the record does not say that {one} and {other} lean on each other; open either report to see "
            "which others it leans on"
        ),
        "no_line": "this event has no line of evidence {name}; it has {n}, L1 to L{n}",
        "past": "the record as known on {date} cannot be changed; go back to now and try again",
        "no_day": "“as known on” needs a day such as 2025-06-30, not {given}",
        "no_address": "{given} is no web address; it must begin with http:// or https://",
        "empty_file": "{name} is empty; check that it was saved completely",
        "large_file": "{name} is larger than {size} MB; add it with `thistledown add FILE`",
        "changed": "the record has changed since this picture was drawn; load it again",
        "person": (
            "{name} is a person, and people are no actors here; name the body, or people without names "
            "(“former soldiers”)"
        ),
        "no_actor": (
            "the casebook has no actor with the id {id}; the search finds ids (`thistledown search WORDS`)"
        ),
        "already": "{slot} is that already; accept the claim if the rest is right too",
        "nothing_named": "nothing to correct was named; name a slot and its right value",
        "note_words": "a note needs words",
        "no_credibility": "{given} is no credibility; choose 1 (confirmed) to 6 (cannot be judged)",
        "no_grade": "{given} is no grade; choose A (reliable) to F (cannot be judged)",
        "grade_reason": "a grade needs a reason that others can follow",
        "graded": "{source} is graded {grade} already: {reason}",
        "same_row": "{id} stands on both sides; name two different ones",
        "no_merge": "{one} and {other} cannot be merged: {why}. Undo that first if it is wrong",
        "undone": (
            "entry {entry} was undone already, by entry {by}; undo entry {by} to bring it back "
            "(`thistledown undo {by}`)"
        ),
        "kept_entry": "entry {entry} ({what}) cannot be undone: {why}",
        "kept_registry": "the shipped registry comes with the program; correct an actor or a source instead",
        "kept_captures": (
            "kept captures stay as they came; retire a report instead, and what was read from it goes too"
        ),
        "kept_log": "a log of what was done with captures stays as it was written",
        "all_undone": (
            "nothing that {who} did is left to undo; name an entry's number (`thistledown log` lists them)"
        ),
        "few_for_model": (
            "{n} acquisitions are too few for a model; the casebook's events name too few actors of the "
            "registry"
        ),
        "few_for_test": "{n} acquisitions are too few to test a model on",
        "no_years": "there is nothing between {begin} and {until} to model",
        "no_common": (
            "{one} and {other} have no claim in common; let both go through the review with “blind” on "
            "(`thistledown review --blind`)"
        ),
        "two_coders": "agreement needs two coders who judged claims; so far: {listed}",
        "different_coders": "name two different coders, or none; so far: {listed}",
        "judged_none": "{name} has judged no claim; so far: {listed}",
        "choose": "{slot} cannot be {given}; choose one of {known}",
        "choose_like": "{slot} cannot be {given}: it could be {near}; choose one of {known}",
        "too_long": "{slot}: {n} characters are too many; write at most {most}",
        "date": "date: {why}; or write “by DATE”, “after DATE” or “DATE to DATE”",
        "several": "{slot}: several actors are called {name}: {known}; write the id",
    },
)
