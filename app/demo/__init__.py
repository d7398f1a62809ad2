"""PT Sejuk Sentosa Teknik, a firm that does not exist: ninety days of its history for a first look at Sigap."""
