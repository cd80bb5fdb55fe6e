"""Batch audit of an archive: documents to shards of finished work, then shards to the outputs.

``plan`` says what is audited, ``cutting`` makes shards of the documents, ``workers`` scans them, ``folder`` keeps them,
``assemble`` writes what people and notebooks open. Nothing in the outputs tells how many workers there were, or how
often the run was interrupted.
"""
