"""``rules/**/*.yaml`` to typed rules, then to a compiled rulebook; knows nothing of documents."""
