"""A list of names against everybody listed:

FILE
| customers.load_customers        -> CustomerList   customers, and the lines that were not read
| names.form_of                   -> Form           how a name is compared, on either side
| index.Index(targets)            -> the names of whoever is listed, ready to be compared
| index.Index.find                -> Match …        who matches whom, how well and why
| codes.find_codes                -> Match …        goods and technologies, by their codes
| screening.screen                -> Screening      hits, those that were muted, those on what has ended
| crawler.report.screening        -> str

`profile.Profile.concerns` asks the same index what a change has to do with its reader; `check.run` measures it all.
"""
