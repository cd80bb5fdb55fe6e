"""The smallest lawful rewrite: candidates from the policy, tried by cost, kept only when the engine then passes."""
