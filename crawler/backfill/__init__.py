"""Foreign archives into the store, on Dask: each archive is one task, and one process writes.

archives.names_of -> name … | archives.described -> Archive | the ledger passes over what it lists
| on a worker: storage.sift | by words | Source.read | extract_events -> Harvest
| cluster.in_order | recording.Recorder -> our own archive and Store.remember | Ledger.enter

Archives may be read in any order, and are remembered in the order in which they were named: one worker or twenty,
killed and resumed or not, the store comes out the same.
"""
