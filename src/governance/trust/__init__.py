"""How far a merchant is trusted, why, and what that opens: a pure fold over the ledger and daily figures at an instant.

:mod:`intake` reads figures, :mod:`windows` sums them, :mod:`place` draws rates to their trade, :mod:`conduct` weighs
what
stands in the ledger, :mod:`board` puts it together; :mod:`explain`, :mod:`improve`, :mod:`history`, :mod:`benefits` and
:mod:`simulate` answer questions about it.
"""
