"""Crawls and digests at their times, each in a child process, one after the other.

config, store | plan.jobs -> Job … | run: APScheduler, one worker | child.run_child -> Launch | Store.record_launch

APScheduler forgets everything on restart, and works by the clock on the wall. So what is due is decided from what the
store says of the past (`timing`, pure), at the start and again whenever the clock was set back.
"""
