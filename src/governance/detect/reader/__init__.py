"""A trained reader beside the rules: it judges a passage as a whole, by the wording it was taught on.

Rules know ways of talking that somebody wrote down; the reader has seen thousands of labelled passages and weighs every
run of one to three characters in them. It is made of linear models (Wang and Manning 2012 on n-gram baselines for
short texts), so what spoke for its judgement can be shown, and the same text gets the same score on every machine.
"""

from governance.detect.reader.model import Reader, Reading
from governance.language.grams import Grams

__all__ = ["Grams", "Reader", "Reading"]
