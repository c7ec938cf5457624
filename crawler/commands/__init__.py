"""The commands of `track`, one file a verb: parse, call one function, print."""
