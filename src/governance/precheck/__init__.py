"""Before the promotion: claim sheets laid beside their evidence, and a gate.

``reading`` makes sheets from files, ``review`` makes a review of a sheet, ``gate`` says what may run.
"""
